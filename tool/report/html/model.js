// The data of the page, as objects that know each other, and what all parts of
// the page use. Text comes into the page by textContent alone.

const KINDS = ['direct', 'virtual', 'indirect'];

const WHY = {
  'cycle': 'it is in a cycle of calls',
  'budget': 'the frames below it add up to more than the budget',
  'called-back': 'code that is compiled elsewhere may call it, and it leads back there',
  'large-frame': 'its frame is large',
  'dynamic-frame': 'its frame grows while it runs',
  'foreign-need': 'it calls foreign code that needs more than the reserve has',
  'asked': 'every function was asked to have one',
  'not-needed': 'it needs none',
  'uncheckable': 'it cannot have one',
};

// The order of the columns is that of functionData() in PlanHtml.cpp.
function readFunction(from, index, files) {
  const [key, name, file, line, column, estimate, dynamic, guess, real, shape, reason, check, why, external, externalFor, heat,
    calledBack, cycle, uncovered, calls, foreign] = from;
  const f = {
    index, key, name, file: files[file], line, column, estimate, dynamic: !!dynamic, guess: !!guess, real: real < 0 ? null : real,
    shape, reason, check: !!check, why, external, externalFor, heat, calledBack: !!calledBack, cycle, uncovered: !!uncovered, foreign: [],
    calls: [], callers: [],
  };
  for (let i = 0; i < calls.length; i += 4)
    f.calls.push({ to: calls[i], kind: KINDS[calls[i + 1]], outside: !!calls[i + 2], often: calls[i + 3] });
  for (let i = 0; i < foreign.length; i += 2)
    f.foreign.push({ name: foreign[i], kind: 'direct', outside: !!foreign[i + 1], often: 1 });
  f.place = f.file + ':' + line;
  f.cannot = why === 'uncheckable';
  f.ratio = f.real ? estimate / f.real : null;
  f.short = f.real !== null && f.real > estimate;
  f.text = (name + '\n' + f.file).toLowerCase();
  return f;
}

function readModel(data) {
  const functions = data.functions.map((from, index) => readFunction(from, index, data.files));
  for (const f of functions)
    for (const to of new Set(f.calls.map(call => call.to)))
      functions[to].callers.push(f.index);
  return { ...data, functions, byKey: new Map(functions.map(f => [f.key, f])) };
}

function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith('on'))
      node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false)
      node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter(child => child !== null));
  return node;
}

const number = value => value.toLocaleString('en');
const counted = (count, what) => number(count) + ' ' + what + (count === 1 ? '' : 's');
const heatText = value => value >= 100 ? number(Math.round(value)) : String(+value.toPrecision(3));

// Without parameters, and of the qualification the last part.
function shortName(name, most) {
  let short = name, depth = 0;
  for (let i = name.length - 1; i >= 0; --i) {
    if (name[i] === ')') ++depth;
    if (name[i] === '(' && --depth === 0) { short = i > 0 ? name.slice(0, i) : name; break; }
    if (!depth && name[i] === '>') break;
  }
  let from = short.length, angle = 0, parts = 0;
  while (--from > 0) {
    if (short[from] === '>') ++angle;
    if (short[from] === '<') --angle;
    if (angle <= 0 && short[from] === ':' && short[from - 1] === ':' && ++parts === 2) { short = short.slice(from + 1); break; }
  }
  return short.length > most ? short.slice(0, most - 1) + '…' : short;
}

// A list that shows its first items, and more when asked.
function pagedList(items, make, into, most) {
  let shown = 0;
  const button = el('button', { class: 'more', type: 'button', onclick: more });
  function more() {
    for (const item of items.slice(shown, shown + most))
      into.insertBefore(make(item), button.parentNode === into ? button : null);
    shown = Math.min(shown + most, items.length);
    button.textContent = 'Show more (' + number(items.length - shown) + ' left)';
    if (shown === items.length)
      button.remove();
    else if (button.parentNode !== into)
      into.append(button);
  }
  more();
  return into;
}

function checkBadge(f) {
  if (f.check)
    return el('span', { class: 'badge good' }, f.shape === 'outline' ? 'outline' : 'check');
  if (f.cannot)
    return el('span', { class: 'badge warn' }, 'cannot');
  return el('span', { class: 'badge' }, 'none');
}

function functionLink(f, app) {
  return el('button', { class: 'link', type: 'button', title: f.place, onclick: () => app.select(f, true) }, f.name);
}
