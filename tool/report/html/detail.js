// One function: what it is, why it has its check or none, who calls it and
// what it calls.

function whySentence(f) {
  if (f.cannot)
    return 'It cannot have a check: ' + f.reason + '.';
  if (!f.check)
    return 'No check: ' + WHY['not-needed'] + '.';
  return 'It has a check (' + f.shape + '): ' + WHY[f.why] + '.';
}

function frameText(f) {
  const more = [f.dynamic && 'and more at run time', f.guess && 'a guess'].filter(Boolean).join(', ');
  return counted(f.estimate, 'byte') + (more ? ', ' + more : '');
}

function facts(f, app) {
  const list = el('dl', {});
  const fact = (name, ...what) => list.append(el('dt', {}, name), el('dd', {}, ...what));
  fact('Place', el('span', { class: 'mono' }, f.place + ':' + f.column));
  fact('Key', el('span', { class: 'mono' }, f.key));
  fact('Estimate', frameText(f));
  if (f.real !== null)
    fact('Real', counted(f.real, 'byte') + (f.ratio ? ', ratio ' + f.ratio.toFixed(2) : ''));
  if (f.external)
    fact('Beyond', counted(f.external, 'byte') + ' for ' + f.externalFor);
  fact('Heat', heatText(f.heat));
  fact('Shape', f.shape + (f.reason !== 'fine' ? ' (' + f.reason + ')' : ''));
  if (f.calledBack)
    fact('Called back', 'code that is compiled elsewhere may call it');
  if (f.cycle >= 0)
    fact('Cycle', el('button', { class: 'link', type: 'button', onclick: () => app.showCycle(f.cycle) }, 'cycle ' + f.cycle),
      f.uncovered ? ' ' : '', f.uncovered ? el('span', { class: 'badge bad' }, 'on a way round without a check') : '');
  return list;
}

function callText(call) {
  const words = [call.kind !== 'direct' && call.kind, call.outside && 'outside the body', call.often !== 1 && '× ' + heatText(call.often)];
  return words.filter(Boolean).join(', ');
}

function showDetail(f, model, app) {
  const into = document.getElementById('detail');
  into.scrollTop = 0;
  if (!f) {
    into.replaceChildren(el('p', { class: 'empty' }, 'Choose a function to see its callers, its calls and why it has a check or none.'));
    return;
  }
  const section = (title, items, make) => [el('h3', {}, title + ' (' + number(items.length) + ')'),
    items.length ? pagedList(items, make, el('ul', {}), 50) : el('p', { class: 'empty' }, 'None.')];
  const caller = index => el('li', {}, functionLink(model.functions[index], app));
  const call = c => el('li', {}, functionLink(model.functions[c.to], app), ' ', el('span', { class: 'faint' }, callText(c)));
  const foreign = c => el('li', {}, el('span', { class: 'mono' }, c.name), c.outside ? el('span', { class: 'faint' }, ' ' + callText(c)) : null);
  into.replaceChildren(el('h3', {}, f.name), el('p', {}, whySentence(f)), facts(f, app),
    ...section('Callers', f.callers, caller), ...section('Calls', f.calls, call),
    ...(f.foreign.length ? section('Compiled elsewhere', f.foreign, foreign) : []));
}
