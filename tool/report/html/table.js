// The table of functions: only the rows that are seen are in the page.

const ROW = 30;

const COLUMNS = [
  { id: 'name', label: 'Function', width: 'auto', class: 'name', value: f => f.name, show: f => f.name },
  { id: 'place', label: 'Place', width: '160px', class: 'place', value: f => f.file, show: f => '\u200e' + f.place + '\u200e' },
  { id: 'estimate', label: 'Estimate', hint: '+: and more at run time; ?: a guess', width: '96px', number: true, value: f => f.estimate,
    show: f => number(f.estimate) + (f.dynamic ? '+' : '') + (f.guess ? '?' : '') },
  { id: 'real', label: 'Real', width: '72px', number: true, value: f => f.real, show: f => f.real === null ? '' : number(f.real) },
  { id: 'ratio', label: 'Ratio', hint: 'estimate / real', width: '66px', number: true, value: f => f.ratio, show: f => f.ratio === null ? '' : f.ratio.toFixed(2) },
  { id: 'check', label: 'Check', width: '76px', value: f => f.check ? f.shape : f.cannot ? 'x' : 'y', show: checkBadge },
  { id: 'why', label: 'Why', width: '124px', value: f => f.cannot ? f.reason : f.why, show: f => f.cannot ? f.reason : f.why },
  { id: 'heat', label: 'Heat', hint: 'how often it is called; 1 is once a run', width: '66px', number: true, value: f => f.heat, show: f => heatText(f.heat) },
  { id: 'callers', label: 'Callers', width: '80px', number: true, value: f => f.callers.length, show: f => number(f.callers.length) },
  { id: 'calls', label: 'Calls', width: '66px', number: true, value: f => f.calls.length, show: f => number(f.calls.length) },
];

const FILTERS = [
  { id: 'all', label: 'All', test: () => true },
  { id: 'checked', label: 'Checked', test: f => f.check },
  { id: 'unchecked', label: 'Not checked', test: f => !f.check },
  { id: 'uncovered', label: 'Uncovered', test: f => f.uncovered },
  { id: 'cannot', label: 'Cannot be checked', test: f => f.cannot },
  { id: 'cycle', label: 'In a cycle', test: f => f.cycle >= 0 },
  { id: 'short', label: 'Estimate too small', test: f => f.short },
];

class FunctionTable {
  constructor(model, app) {
    this.model = model;
    this.app = app;
    this.column = COLUMNS.find(column => column.id === 'estimate');
    this.up = false;
    this.filter = FILTERS[0];
    this.chosen = null;
    this.scroll = document.getElementById('scroll');
    this.body = document.getElementById('rows');
    this.search = document.getElementById('search');
    this.makeHeads();
    this.makeFilters();
    this.search.addEventListener('input', () => this.refresh());
    this.scroll.addEventListener('scroll', () => this.draw());
    this.scroll.addEventListener('keydown', event => this.key(event));
    new ResizeObserver(() => this.draw()).observe(this.scroll);
    this.refresh();
  }

  makeHeads() {
    const heads = document.getElementById('heads'), widths = document.getElementById('widths');
    for (const column of COLUMNS) {
      widths.append(el('col', { style: 'width:' + column.width }));
      const button = el('button', { type: 'button', title: column.hint || null, onclick: () => this.sortBy(column) }, column.label);
      column.head = el('th', { scope: 'col', class: column.number ? 'number' : null, 'data-column': column.id }, button);
      heads.append(column.head);
    }
  }

  makeFilters() {
    for (const filter of FILTERS) {
      const count = this.model.functions.filter(filter.test).length;
      filter.button = el('button', { type: 'button', 'data-filter': filter.id, onclick: () => this.filterBy(filter) },
        filter.label + ' ', el('small', {}, number(count)));
      document.getElementById('filters').append(filter.button);
    }
  }

  sortBy(column) {
    this.up = column === this.column ? !this.up : !column.number;
    this.column = column;
    this.refresh();
  }

  filterBy(filter) {
    this.filter = filter;
    this.refresh();
  }

  // What is not known comes last, whichever the direction.
  compare(a, b) {
    const first = this.column.value(a), second = this.column.value(b);
    if (first === second) return a.index - b.index;
    if (first === null) return 1;
    if (second === null) return -1;
    return (first < second) === this.up ? -1 : 1;
  }

  refresh() {
    const text = this.search.value.trim().toLowerCase();
    this.shown = this.model.functions.filter(f => this.filter.test(f) && f.text.includes(text)).sort((a, b) => this.compare(a, b));
    for (const column of COLUMNS) {
      const sorted = column === this.column;
      column.head.setAttribute('aria-sort', sorted ? (this.up ? 'ascending' : 'descending') : 'none');
      column.head.firstChild.textContent = column.label + (sorted ? (this.up ? ' ▲' : ' ▼') : '');
    }
    for (const filter of FILTERS)
      filter.button.setAttribute('aria-pressed', filter === this.filter);
    document.getElementById('shown').textContent = counted(this.shown.length, 'function');
    this.scroll.scrollTop = 0;
    this.draw();
  }

  draw() {
    const first = Math.max(0, Math.floor(this.scroll.scrollTop / ROW) - 10);
    const last = Math.min(this.shown.length, Math.ceil((this.scroll.scrollTop + this.scroll.clientHeight) / ROW) + 10);
    const space = rows => el('tr', { class: 'space', 'aria-hidden': 'true' },
      el('td', { colspan: COLUMNS.length, style: 'height:' + rows * ROW + 'px' }));
    this.body.replaceChildren(space(first), ...this.shown.slice(first, last).map(f => this.row(f)), space(this.shown.length - last));
  }

  row(f) {
    const cells = COLUMNS.map(column => el('td', {
      class: [column.number && 'number', column.class, column.id === 'ratio' && f.short && 'short'].filter(Boolean).join(' ') || null,
      title: column.id === 'name' ? f.name : column.id === 'place' ? f.place : null,
    }, column.show(f)));
    if (f.uncovered)
      cells[COLUMNS.findIndex(column => column.id === 'why')].replaceChildren(el('span', { class: 'badge bad' }, 'uncovered'));
    return el('tr', { class: 'row' + (f === this.chosen ? ' chosen' : ''), 'data-index': f.index, onclick: () => this.app.select(f) }, ...cells);
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !this.shown.length)
      return;
    event.preventDefault();
    const at = this.shown.indexOf(this.chosen) + step;
    this.app.select(this.shown[Math.max(0, Math.min(this.shown.length - 1, at))]);
    this.reveal();
  }

  // Takes filters back where they would hide it.
  choose(f) {
    this.chosen = f;
    if (f && !this.shown.includes(f)) {
      this.search.value = '';
      this.filter = FILTERS[0];
      this.refresh();
    }
    this.draw();
  }

  reveal() {
    const top = this.shown.indexOf(this.chosen) * ROW, height = this.scroll.clientHeight - 2 * ROW;
    if (top < this.scroll.scrollTop || top > this.scroll.scrollTop + height - ROW)
      this.scroll.scrollTop = Math.max(0, top - height / 2);
    this.draw();
  }
}
