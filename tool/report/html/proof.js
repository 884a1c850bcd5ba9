// What `segstack verify` proves: a part for each build, with the chains that do
// not fit, and the one that has the least room.

const LINK_SOURCES = {
  'real': () => '', 'estimate': () => 'estimate', 'inlined': () => 'inlined', 'foreign': link => link.detail || '',
  'within': link => 'its check may be a part of ' + link.detail + ', and this is that frame',
};

// Of a chain that is as long as the program what a person reads.
const MOST_LINKS = 60;

function linkRow(link, model, app) {
  const f = model.byKey.get(link.key);
  return el('tr', {}, el('td', {}, number(link.bytes)), el('td', {}, f ? functionLink(f, app) : el('span', { class: 'mono' }, link.function)),
    el('td', { class: 'mono faint' }, link.file ? link.file + ':' + link.line : ''), el('td', { class: 'faint' }, LINK_SOURCES[link.from](link)));
}

function linkRows(links, model, app) {
  const left = links.length - MOST_LINKS, row = link => linkRow(link, model, app);
  if (left <= 0)
    return links.map(row);
  const gap = el('tr', {}, el('td', {}), el('td', { colspan: 3, class: 'faint' }, '… ' + counted(left, 'function') + ' more'));
  return [...links.slice(0, MOST_LINKS / 2).map(row), gap, ...links.slice(-MOST_LINKS / 2).map(row)];
}

function chainTable(links, sum, model, app) {
  const heads = ['Bytes', 'Function', 'Place', ''].map(text => el('th', { scope: 'col' }, text));
  const total = sum && el('tr', { class: 'sum' }, el('td', {}, number(sum.bytes)),
    el('td', { colspan: 3 }, 'of ' + counted(sum.allowed, 'byte') + (sum['after-check'] ? ' after its check' : '')));
  return el('div', { class: 'wide' }, el('table', { class: 'chain' }, el('thead', {}, el('tr', {}, ...heads)),
    el('tbody', {}, ...linkRows(links, model, app), total || null)));
}

function refuted(title, links, sum, way, model, app) {
  return el('div', { class: 'item' }, el('p', {}, el('span', { class: 'badge bad' }, title)), chainTable(links, sum, model, app),
    el('p', {}, el('b', {}, 'Way out: '), way.text));
}

function assumedItem(each) {
  const source = { dynamic: 'what it grows by at run time', unknown: 'no function of the plan', depth: 'all that it has by calling itself, given' }[each.what] || each.source;
  return el('tr', {}, el('td', {}, number(each.bytes)), el('td', { class: 'mono' }, each.name), el('td', {}, source), el('td', {}, counted(each.callers, 'caller')));
}

function assumptions(build) {
  const told = build.assumptions.filter(each => each.what !== 'estimate');
  if (!told.length && !build.estimates)
    return [];
  const rows = pagedRows(told, assumedItem);
  return [el('h3', {}, 'Assumed'), build.estimates ? el('p', { class: 'faint' }, 'The estimates of ' + counted(build.estimates, 'frame') + '.') : null, rows];
}

function pagedRows(items, make) {
  const most = 25, body = el('tbody', {}, ...items.slice(0, most).map(make)), table = el('table', { class: 'chain' }, body);
  if (items.length <= most)
    return el('div', { class: 'wide' }, table);
  const more = el('button', { class: 'more', type: 'button', onclick: () => { body.append(...items.slice(most).map(make)); more.remove(); } },
    'Show all ' + number(items.length));
  return el('div', { class: 'wide' }, table, more);
}

function fillBuild(into, build, model, app) {
  for (const cycle of build.cycles)
    into.append(refuted('recursion without a check', cycle.cycle, null, cycle['way-out'], model, app));
  pagedList(build.chains, chain => refuted('does not fit', chain.chain, chain, chain['way-out'], model, app), into, 5);
  if (build['too-long'] > build.chains.length)
    into.append(el('p', { class: 'faint' }, 'And ' + counted(build['too-long'] - build.chains.length, 'chain') + ' more.'));
  if (build.tightest)
    into.append(el('h3', {}, 'The tightest chain that fits'), chainTable(build.tightest.chain, build.tightest, model, app));
  into.append(...assumptions(build).filter(Boolean));
}

function buildPart(build, model, app) {
  const inside = el('div', { class: 'inside' }), bad = counted(build['too-long'], 'chain') + ' too long, ' + counted(build.cycles.length, 'cycle') + ' without a check; ';
  const frames = 'frames: ' + number(build.real) + ' real, ' + number(build.inlined) + ' inlined, ' + number(build.estimates) + ' estimates';
  const part = el('details', { 'data-build': build.name, open: !build.proved }, el('summary', {}, el('b', {}, build.name), ' ',
    el('span', { class: 'badge ' + (build.proved ? 'good' : 'bad') }, build.proved ? 'proved' : 'refuted'), ' ' + (build.proved ? '' : bad) + frames), inside);
  fillBuild(inside, build, model, app);
  return part;
}

function showProof(model, app) {
  if (!model.proof)
    return;
  for (const part of document.querySelectorAll('#proof, nav a[href="#proof"]'))
    part.hidden = false;
  document.getElementById('proof-limits').textContent = 'Whether every chain of calls without a check fits ' +
    counted(model.proof.usable, 'byte') + ' of a reserve of ' + number(model.proof.reserve) + ', for each build by itself.';
  document.getElementById('proof-builds').append(...model.proof.builds.map(build => buildPart(build, model, app)));
}
