// A part of the page for each cycle; its graph is drawn when it is opened.

const MOST_NODES = 60;

function cycleTitle(cycle, number_, model) {
  const functions = cycle.functions.map(index => model.functions[index]);
  const names = functions.slice(0, 3).map(f => shortName(f.name, 40)).join(', ') + (functions.length > 3 ? ', …' : '');
  const checks = functions.filter(f => f.check).length;
  return el('summary', {}, el('b', {}, 'Cycle ' + number_ + ' '),
    cycle.uncovered.length ? el('span', { class: 'badge ' + (cycle.system ? 'warn' : 'bad') }, cycle.system ? "uncovered in the system's headers" : 'uncovered') : el('span', { class: 'badge good' }, 'covered'),
    ' ' + counted(functions.length, 'function') + ', ' + counted(checks, 'check') + ' ', el('span', { class: 'mono faint' }, names));
}

function functionNode(f, app) {
  return {
    label: shortName(f.name, 30), small: number(f.real === null ? f.estimate : f.real) + ' bytes' + (f.cannot ? ', ' + f.reason : ''),
    class: [f.check && 'checked', f.cannot && 'cannot', f.uncovered && 'uncovered'].filter(Boolean).join(' '),
    title: f.name + '\n' + f.place + '\n' + whySentence(f), onclick: () => app.select(f, true),
  };
}

// The graph of these functions. Of several calls from one to another the most
// direct is drawn.
function functionGraph(indices, way, model, app) {
  const at = new Map(indices.map((index, i) => [index, i])), edges = new Map();
  const bad = new Set(way.map((index, i) => index + '>' + way[(i + 1) % way.length]));
  for (const index of indices)
    for (const call of model.functions[index].calls) {
      const key = index + '>' + call.to, old = edges.get(key);
      if (!at.has(call.to) || (old && KINDS.indexOf(old.kind) <= KINDS.indexOf(call.kind)))
        continue;
      edges.set(key, {
        from: at.get(index), to: at.get(call.to), kind: call.kind, class: call.kind + (bad.has(key) ? ' uncovered' : ''),
        title: model.functions[index].name + ' calls ' + model.functions[call.to].name + (call.kind === 'direct' ? '' : ' (' + call.kind + ')'),
      });
    }
  return drawGraph(indices.map(index => functionNode(model.functions[index], app)), [...edges.values()]);
}

function partsOf(cycle, model) {
  const parts = new Map();
  for (const index of cycle.functions) {
    const f = model.functions[index];
    if (!parts.has(f.file))
      parts.set(f.file, { file: f.file, functions: [], checks: 0, uncovered: 0, largest: 0 });
    const part = parts.get(f.file);
    part.functions.push(f);
    part.checks += f.check;
    part.uncovered += f.uncovered;
    part.largest = Math.max(part.largest, f.real === null ? f.estimate : f.real);
  }
  return [...parts.values()].sort((a, b) => b.functions.length - a.functions.length || (a.file < b.file ? -1 : 1));
}

function partsGraph(parts, app) {
  const partOf = new Map(), edges = new Map();
  parts.forEach((part, i) => part.functions.forEach(f => partOf.set(f.index, i)));
  parts.forEach((part, from) => part.functions.forEach(f => f.calls.forEach(call => {
    const to = partOf.get(call.to);
    if (to === undefined || to === from) return;
    const edge = edges.get(from + '>' + to) || { from, to, count: 0, class: 'direct' };
    edge.title = part.file + ' calls ' + parts[to].file + ': ' + counted(++edge.count, 'call');
    edges.set(from + '>' + to, edge);
  })));
  const nodes = parts.map(part => ({
    label: part.file.split('/').pop(), small: counted(part.functions.length, 'function') + ', ' + counted(part.checks, 'check'),
    class: [part.checks && 'checked', part.uncovered && 'uncovered'].filter(Boolean).join(' '), title: part.file, onclick: () => app.find(part.file),
  }));
  return drawGraph(nodes, [...edges.values()]);
}

function partsTable(parts, app) {
  const cell = text => el('td', {}, text);
  const row = part => el('tr', {}, el('td', {}, el('button', { class: 'link', type: 'button', onclick: () => app.find(part.file) }, part.file)),
    cell(number(part.functions.length)), cell(number(part.checks)), cell(number(part.uncovered)), cell(number(part.largest)));
  return el('table', { class: 'parts' },
    el('thead', {}, el('tr', {}, ...['File', 'Functions', 'Checks', 'Uncovered', 'Largest frame'].map(text => el('th', { scope: 'col' }, text)))),
    el('tbody', {}, ...parts.slice(0, 20).map(row)));
}

function wayRound(cycle, model, app) {
  const line = el('p', {}, el('span', { class: 'badge bad' }, 'way round without a check'), ' ');
  for (const index of cycle.uncovered)
    line.append(functionLink(model.functions[index], app), ' → ');
  line.append(functionLink(model.functions[cycle.uncovered[0]], app));
  return line;
}

function fillCycle(into, cycle, model, app) {
  if (cycle.uncovered.length)
    into.append(wayRound(cycle, model, app));
  if (cycle.wayOut)
    into.append(el('p', {}, el('b', {}, 'Way out: '), cycle.wayOut));
  if (cycle.functions.length <= MOST_NODES) {
    into.append(functionGraph(cycle.functions, cycle.uncovered, model, app));
    return;
  }
  if (cycle.uncovered.length && cycle.uncovered.length <= MOST_NODES)
    into.append(functionGraph(cycle.uncovered, cycle.uncovered, model, app));
  const parts = partsOf(cycle, model);
  into.append(el('h3', {}, 'Its ' + counted(parts.length, 'file') + (parts.length > 20 ? ', the largest' : '')));
  if (parts.length > 1 && parts.length <= MOST_NODES)
    into.append(partsGraph(parts, app));
  into.append(partsTable(parts, app), el('h3', {}, 'Its functions, the largest frames first'));
  const frame = f => f.real === null ? f.estimate : f.real;
  const functions = cycle.functions.map(index => model.functions[index]).sort((a, b) => frame(b) - frame(a));
  into.append(pagedList(functions, f => el('div', { class: 'item' }, checkBadge(f), ' ', functionLink(f, app), ' ',
    el('span', { class: 'faint' }, counted(frame(f), 'byte') + ', ' + f.place)), el('div', {}), 20));
}

function cyclePart(number_, model, app) {
  const cycle = model.cycles[number_], inside = el('div', { class: 'inside' });
  const part = el('details', { id: 'cycle-' + number_ }, cycleTitle(cycle, number_, model), inside);
  part.addEventListener('toggle', () => {
    if (part.open && !inside.hasChildNodes())
      fillCycle(inside, cycle, model, app);
  });
  return part;
}

class CycleList {
  constructor(model, app) {
    const legend = document.getElementById('legend'), list = document.getElementById('cycle-list');
    legend.append(model.cycles.length ? 'Green: has a check. Dashed border: cannot have one. Red: a way round without a check. Dashed calls are ' +
      'virtual, dotted ones through pointers.' : 'There are none.');
    const size = number_ => model.cycles[number_].functions.length, bad = number_ => model.cycles[number_].uncovered.length > 0;
    this.order = [...model.cycles.keys()].sort((a, b) => bad(b) - bad(a) || size(b) - size(a) || a - b);
    this.parts = model.cycles.map(() => null);
    this.make = number_ => this.parts[number_] || (this.parts[number_] = cyclePart(number_, model, app));
    this.list = list;
    pagedList(this.order, this.make, list, 30);
    this.order.slice(0, 3).filter((number_, at) => !at || bad(number_)).forEach(number_ => { this.make(number_).open = true; });
  }

  show(number_) {
    const part = this.make(number_);
    if (!part.parentNode)
      this.list.append(part);
    part.open = true;
    part.scrollIntoView();
  }
}
