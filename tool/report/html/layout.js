// A graph in layers, calls going down where they can, or, where that would be
// tall, as a ring:
//
//   nodes, edges -> order without cycles -> layers -> bends of long edges
//                -> order within layers -> coordinates
//
// A node is {w, h}; an edge is [from, to]. Made for some 60 nodes.

const MOST_LAYERS = 9;

// Calls back up, as few as a greedy choice finds (Eades, Lin and Smyth).
function topDown(count, edges) {
  const left = new Set(Array(count).keys()), head = [], tail = [];
  const out = Array.from({ length: count }, () => new Set()), into = Array.from({ length: count }, () => new Set());
  for (const [a, b] of edges)
    if (a !== b) { out[a].add(b); into[b].add(a); }
  const take = (node, list) => {
    left.delete(node);
    list.push(node);
    for (const b of out[node]) into[b].delete(node);
    for (const a of into[node]) out[a].delete(node);
  };
  while (left.size) {
    const nodes = [...left];
    const sink = nodes.find(n => !out[n].size), source = nodes.find(n => !into[n].size);
    if (sink !== undefined) take(sink, tail);
    else if (source !== undefined) take(source, head);
    else take(nodes.reduce((a, b) => out[b].size - into[b].size > out[a].size - into[a].size ? b : a), head);
  }
  const rank = new Array(count);
  head.concat(tail.reverse()).forEach((node, at) => { rank[node] = at; });
  return rank;
}

// The longest way down to each node is its layer.
function layersOf(count, down, rank) {
  const layer = new Array(count).fill(0), order = [...Array(count).keys()].sort((a, b) => rank[a] - rank[b]);
  const next = Array.from({ length: count }, () => []);
  for (const [a, b] of down) next[a].push(b);
  for (const a of order)
    for (const b of next[a]) layer[b] = Math.max(layer[b], layer[a] + 1);
  return layer;
}

// An edge over several layers gets a bend in each between. Those that begin at
// the same node, and go the same way, share their bends: they part late.
function bend(nodes, down, layer) {
  const all = nodes.map((node, i) => ({ w: node.w, h: node.h, layer: layer[i], up: [], down: [] })), shared = new Map(), chains = [];
  const link = (a, b) => {
    if (!all[a].down.includes(b)) { all[a].down.push(b); all[b].up.push(a); }
  };
  for (const [a, b, back] of down) {
    const chain = [a];
    for (let at = layer[a] + 1; at < layer[b]; ++at) {
      const key = a + ' ' + at + ' ' + back;
      if (!shared.has(key))
        shared.set(key, all.push({ w: 2, h: 0, layer: at, up: [], down: [], bend: true }) - 1);
      chain.push(shared.get(key));
    }
    chain.push(b);
    for (let i = 1; i < chain.length; ++i) link(chain[i - 1], chain[i]);
    chains.push(chain);
  }
  return { all, chains };
}

const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length;

// Each layer by the mean place of its neighbours, down and up in turn.
function orderLayers(all) {
  const layers = [];
  all.forEach((node, i) => (layers[node.layer] = layers[node.layer] || []).push(i));
  const number = layer => layer.forEach((node, at) => { all[node].at = at; });
  layers.forEach(number);
  for (let round = 0; round < 16; ++round) {
    const side = round % 2 ? 'down' : 'up';
    for (const layer of round % 2 ? layers.slice().reverse() : layers) {
      for (const i of layer) {
        const near = all[i][side];
        all[i].wish = near.length ? mean(near.map(n => all[n].at)) : all[i].at;
      }
      layer.sort((a, b) => all[a].wish - all[b].wish || all[a].at - all[b].at);
      number(layer);
    }
  }
  return layers;
}

// Moves a layer towards what its nodes wish, without overlaps: the mean of the
// leftmost and the rightmost way to grant it.
function spread(layer, all) {
  const apart = (a, b) => (all[a].w + all[b].w) / 2 + (all[a].bend && all[b].bend ? 12 : 24);
  const right = layer.map(i => all[i].wish), leftmost = right.slice();
  for (let i = 1; i < layer.length; ++i)
    right[i] = Math.max(right[i], right[i - 1] + apart(layer[i - 1], layer[i]));
  for (let i = layer.length - 2; i >= 0; --i)
    leftmost[i] = Math.min(leftmost[i], leftmost[i + 1] - apart(layer[i], layer[i + 1]));
  layer.forEach((node, i) => { all[node].x = (right[i] + leftmost[i]) / 2; });
}

function placeLayers(layers, all) {
  for (const layer of layers) {
    layer.forEach(i => { all[i].wish = 0; });
    spread(layer, all);
  }
  for (let round = 0; round < 24; ++round)
    for (const layer of round % 2 ? layers.slice().reverse() : layers) {
      for (const i of layer) {
        const near = round < 20 ? all[i][round % 2 ? 'down' : 'up'] : all[i].up.concat(all[i].down);
        all[i].wish = near.length ? mean(near.map(n => all[n].x)) : all[i].x;
      }
      spread(layer, all);
    }
}

// Positions of the nodes' centres, and of each edge the points it goes through
// and whether it goes up. Self-calls have no points.
function graphLayout(nodes, edges) {
  const rank = topDown(nodes.length, edges), down = [], from = [];
  edges.forEach(([a, b], i) => {
    if (a === b) return;
    down.push(rank[a] < rank[b] ? [a, b, false] : [b, a, true]);
    from.push(i);
  });
  const layer = layersOf(nodes.length, down, rank);
  if (Math.max(...layer) >= MOST_LAYERS)
    return ringLayout(nodes, edges, rank);
  const { all, chains } = bend(nodes, down, layer);
  const layers = orderLayers(all);
  placeLayers(layers, all);
  const tallest = Math.max(...nodes.map(node => node.h)), step = tallest + Math.min(110, 46 + 2 * Math.max(...layers.map(l => l.length)));
  const least = Math.min(...all.map(node => node.x - node.w / 2)), most = Math.max(...all.map(node => node.x + node.w / 2));
  for (const node of all) { node.x += 30 - least; node.y = 20 + tallest / 2 + node.layer * step; }
  const ways = edges.map(() => null);
  chains.forEach((chain, i) => {
    const [a, b] = edges[from[i]], points = chain.map(n => ({ x: all[n].x, y: all[n].y }));
    ways[from[i]] = { points: rank[a] < rank[b] ? points : points.reverse(), up: rank[a] > rank[b] };
  });
  return { nodes: all.slice(0, nodes.length), ways, width: most - least + 80, height: 40 + tallest + (layers.length - 1) * step };
}

// The nodes along the border of a rectangle, in the order of their ranks and
// clockwise; edges are bows through its inside.
function ringLayout(nodes, edges, rank) {
  const cellW = Math.max(...nodes.map(node => node.w)) + 26, cellH = Math.max(...nodes.map(node => node.h)) + 30;
  const half = Math.ceil(nodes.length / 2), columns = Math.max(2, Math.min(Math.floor(1350 / cellW), Math.round(half / 3))), rows = Math.max(3, half - columns + 2);
  const order = [...nodes.keys()].sort((a, b) => rank[a] - rank[b]), at = [], round = 2 * (columns + rows) - 4;
  order.forEach((node, i) => {
    let step = Math.floor(i * round / nodes.length), x, y;
    if (step < columns) [x, y] = [step, 0];
    else if ((step -= columns - 1) < rows) [x, y] = [columns - 1, step];
    else if ((step -= rows - 1) < columns) [x, y] = [columns - 1 - step, rows - 1];
    else [x, y] = [0, rows - 1 - (step - columns + 1)];
    // Between two columns is room for the bows.
    at[node] = { ...nodes[node], x: 10 + (x + .5) * cellW + (columns === 2 ? x * 160 : 0), y: 16 + (y + .5) * cellH };
  });
  const width = 20 + columns * cellW + (columns === 2 ? 160 : 0), height = 32 + rows * cellH, middle = { x: width / 2, y: height / 2 };
  const ways = edges.map(([a, b]) => a === b ? null : bow(at[a], at[b], middle, Math.abs(rank[a] - rank[b]) === 1));
  return { nodes: at, ways, width: width + 40, height };
}

// A straight line to the next node, else a bow towards the middle; the bow back
// is a little higher.
function bow(a, b, middle, next) {
  const between = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, pull = next ? 0 : .45;
  const side = { x: (b.y - a.y) * .06, y: (a.x - b.x) * .06 };
  const toMiddle = { x: (middle.x - between.x) * pull, y: (middle.y - between.y) * pull };
  // Around those between two of one side.
  const least = (way, size) => Math.sign(way) * Math.max(Math.abs(way), size + 60);
  if (!next && Math.abs(a.x - b.x) < 1) toMiddle.x = least(toMiddle.x, a.w);
  if (!next && Math.abs(a.y - b.y) < 1) toMiddle.y = least(toMiddle.y, a.h);
  const control = { x: between.x + toMiddle.x + side.x, y: between.y + toMiddle.y + side.y };
  return { control, from: borderPoint(a, control, 0), to: borderPoint(b, control, 2) };
}

// Where a line from the node's centre to a point leaves it.
function borderPoint(node, to, gap) {
  const x = to.x - node.x, y = to.y - node.y;
  const part = Math.min((node.w / 2 + gap) / Math.max(Math.abs(x), .01), (node.h / 2 + gap) / Math.max(Math.abs(y), .01), 1);
  return { x: node.x + x * part, y: node.y + y * part };
}
