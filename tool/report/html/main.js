// Puts the page together.

class App {
  constructor() {
    this.model = readModel(JSON.parse(document.getElementById('data').textContent));
    this.about();
    this.tiles();
    this.findings();
    showProof(this.model, this);
    this.table = new FunctionTable(this.model, this);
    this.cycles = new CycleList(this.model, this);
    this.chart = new EstimateChart(this.model, this);
    window.addEventListener('hashchange', () => this.fromAddress());
    showDetail(null, this.model, this);
    this.fromAddress();
  }

  about() {
    document.getElementById('about').textContent = 'checks placed by ' + this.model.place + ', budget ' +
      counted(this.model.budget, 'byte') + ', segstack ' + this.model.version;
  }

  tiles() {
    const { functions, cycles, findings } = this.model, count = (list, test) => list.filter(test).length;
    const uncovered = count(cycles, c => c.uncovered.length && !c.system), system = count(cycles, c => c.system), checked = count(functions, f => f.check);
    const share = functions.length ? ' (' + (100 * checked / functions.length).toFixed(1) + ' %)' : '';
    const tile = (value, text, className) => document.getElementById('tiles').append(
      el('div', { class: 'tile ' + (className || '') }, el('b', {}, number(value)), el('span', {}, text)));
    tile(functions.length, 'functions');
    tile(checked, 'with a check' + share);
    tile(count(functions, f => f.cannot), 'cannot have one');
    tile(cycles.length, 'cycles');
    tile(uncovered, 'cycles uncovered' + (system ? ', and ' + number(system) + " in the system's headers" : ''), uncovered ? 'bad' : 'good');
    tile(count(functions, f => f.short), 'estimates too small');
    tile(findings.length, 'findings');
  }

  findings() {
    const into = document.getElementById('finding-groups');
    if (!this.model.findings.length)
      into.append(el('p', { class: 'empty' }, 'There are none.'));
    for (const rule of this.model.rules) {
      const own = this.model.findings.filter(finding => finding.rule === rule.id);
      if (!own.length)
        continue;
      const worst = own[0].level, inside = el('div', { class: 'inside' }, el('p', { class: 'faint' }, rule.help));
      pagedList(own, finding => this.finding(finding), inside, 25);
      into.append(el('details', { open: worst === 'error', 'data-rule': rule.id },
        el('summary', {}, this.level(worst), ' ', el('b', {}, number(own.length) + ' × ' + rule.id), ' ', rule.summary), inside));
    }
  }

  level(word) {
    return el('span', { class: 'badge ' + ({ error: 'bad', warning: 'warn' }[word] || '') }, word);
  }

  finding(finding) {
    const f = this.model.byKey.get(finding.about), place = finding.file + ':' + finding.line;
    const link = f ? el('button', { class: 'link', type: 'button', onclick: () => this.select(f, true) }, place) : el('span', { class: 'mono faint' }, place);
    return el('div', { class: 'item' }, this.level(finding.level), ' ', link, ' ', finding.message);
  }

  select(f, scroll) {
    this.table.choose(f);
    showDetail(f, this.model, this);
    if (scroll) {
      this.table.reveal();
      document.getElementById('functions').scrollIntoView();
    }
    try {
      history.replaceState(null, '', '#f=' + encodeURIComponent(f.key));
    } catch (error) {
      // Some browsers do not let a local file change its address.
    }
  }

  find(text) {
    this.table.search.value = text;
    this.table.refresh();
    document.getElementById('functions').scrollIntoView();
  }

  showCycle(number_) {
    this.cycles.show(number_);
  }

  fromAddress() {
    if (!location.hash.startsWith('#f='))
      return;
    const address = location.hash.slice(3);
    const f = this.model.functions.find(each => encodeURIComponent(each.key) === address);
    if (f && f !== this.table.chosen)
      this.select(f, true);
  }
}

new App();
