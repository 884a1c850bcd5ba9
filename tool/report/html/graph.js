// Draws a graph as SVG.
//
// A node is {label, small, class, title, onclick}; an edge is
// {from, to, class, title}.

function svg(tag, attributes, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes || {}))
    if (value !== null)
      node.setAttribute(name, value);
  node.append(...children);
  return node;
}

let graphs = 0;

function arrowHead(id, className) {
  return svg('marker', { id, viewBox: '0 0 10 10', refX: 9, refY: 5, markerWidth: 9, markerHeight: 9, markerUnits: 'userSpaceOnUse', orient: 'auto' },
    svg('path', { d: 'M0 0L10 5L0 10z', class: className }));
}

function bowPath(way) {
  return 'M' + way.from.x + ' ' + way.from.y + 'Q' + way.control.x + ' ' + way.control.y + ' ' + way.to.x + ' ' + way.to.y;
}

// From border to border, bends rounded, always leaving and coming vertically.
// Ways up keep to the right of the ways down.
function wayPath(way, height) {
  const points = way.points.map(point => ({ ...point })), last = points.length - 1, sign = way.up ? -1 : 1;
  points[0].y += sign * height / 2;
  points[last].y -= sign * (height / 2 + 1);
  points[0].x += way.up ? 9 : -9;
  points[last].x += way.up ? 9 : -9;
  let path = 'M' + points[0].x + ' ' + points[0].y;
  for (let i = 1; i <= last; ++i) {
    const a = points[i - 1], b = points[i], middle = (a.y + b.y) / 2;
    path += 'C' + a.x + ' ' + middle + ' ' + b.x + ' ' + middle + ' ' + b.x + ' ' + b.y;
  }
  return path;
}

function loopPath(node) {
  const x = node.x + node.w / 2, y = node.y;
  return 'M' + x + ' ' + (y - 8) + 'C' + (x + 30) + ' ' + (y - 22) + ' ' + (x + 30) + ' ' + (y + 22) + ' ' + (x + 1) + ' ' + (y + 8);
}

function edgePath(way, node) {
  if (!way)
    return loopPath(node);
  return way.control ? bowPath(way) : wayPath(way, node.h);
}

function drawGraph(nodes, edges) {
  const height = 40, id = 'g' + graphs++;
  const sizes = nodes.map(node => ({ w: Math.max(node.label.length * 7.4, (node.small || '').length * 6.6) + 20, h: height }));
  const layout = graphLayout(sizes, edges.map(edge => [edge.from, edge.to]));
  const picture = svg('svg', { width: layout.width, height: layout.height, role: 'img' },
    svg('defs', {}, arrowHead(id + 'a', 'head'), arrowHead(id + 'b', 'head-bad')));
  const frame = el('div', { class: 'graph' }, picture);
  const drawn = edges.map((edge, i) => svg('path', {
    class: 'edge ' + edge.class, d: edgePath(layout.ways[i], layout.nodes[edge.from]),
    'marker-end': 'url(#' + id + (edge.class.includes('uncovered') ? 'b' : 'a') + ')',
  }, svg('title', {}, edge.title)));
  // Those that matter most are drawn above the others.
  picture.append(...drawn.filter((_, i) => !edges[i].class.includes('uncovered')), ...drawn.filter((_, i) => edges[i].class.includes('uncovered')));
  const point = at => {
    frame.classList.toggle('pointed', at >= 0);
    drawn.forEach((path, i) => path.classList.toggle('near', edges[i].from === at || edges[i].to === at));
  };
  nodes.forEach((node, i) => picture.append(drawNode(node, layout.nodes[i], at => point(at ? i : -1))));
  return frame;
}

function drawNode(node, at, point) {
  const group = svg('g', { class: 'node ' + node.class, tabindex: 0, role: 'button', transform: 'translate(' + at.x + ' ' + at.y + ')' },
    svg('title', {}, node.title),
    svg('rect', { x: -at.w / 2, y: -at.h / 2, width: at.w, height: at.h, rx: 6 }),
    svg('text', { y: node.small ? -2 : 4 }, node.label));
  if (node.small)
    group.append(svg('text', { y: 13, class: 'small' }, node.small));
  for (const [event, on] of [['mouseenter', true], ['mouseleave', false], ['focus', true], ['blur', false]])
    group.addEventListener(event, () => point(on));
  group.addEventListener('click', node.onclick);
  group.addEventListener('keydown', event => {
    if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); node.onclick(); }
  });
  return group;
}
