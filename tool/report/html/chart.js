// Estimates against real frames: a point for each function, both scales
// logarithmic. Below the line the estimate is too small.

class EstimateChart {
  constructor(model, app) {
    this.app = app;
    this.points = model.functions.filter(f => f.real);
    this.into = document.getElementById('chart');
    if (!this.points.length) {
      this.into.append(el('p', { class: 'empty' }, 'There are no real frames: segstack report --sizes shows them, and segstack verify --feed-back writes them into the plan.'));
      return;
    }
    this.into.append(el('p', {}, this.words()));
    this.canvas = el('canvas', { role: 'img', 'aria-label': 'Estimates against real frames' });
    this.hint = el('p', { class: 'faint mono' }, ' ');
    this.into.append(this.canvas, this.hint);
    new ResizeObserver(() => this.draw()).observe(this.canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw());
    this.canvas.addEventListener('mousemove', event => this.point(event));
    this.canvas.addEventListener('click', event => { const f = this.nearest(event); if (f) app.select(f, true); });
  }

  words() {
    const ratios = this.points.map(f => f.ratio).sort((a, b) => a - b), at = part => ratios[Math.floor((ratios.length - 1) * part)].toFixed(2);
    const short = this.points.filter(f => f.short).length;
    return counted(this.points.length, 'function') + ' with a real frame; ' + counted(short, 'estimate') + ' too small (' +
      (100 * short / this.points.length).toFixed(1) + ' %); estimate / real: median ' + at(.5) + ', 90th percentile ' + at(.9) + '.';
  }

  scale() {
    const values = this.points.flatMap(f => [f.real, Math.max(f.estimate, 1)]);
    const low = Math.floor(Math.log2(values.reduce((a, b) => Math.min(a, b)))), high = Math.ceil(Math.log2(values.reduce((a, b) => Math.max(a, b)) + 1));
    const left = 64, bottom = 36, top = 8, right = 12, width = this.canvas.clientWidth, height = this.canvas.clientHeight;
    this.low = low;
    this.high = Math.max(high, low + 1);
    this.x = value => left + (Math.log2(value) - low) / (this.high - low) * (width - left - right);
    this.y = value => height - bottom - (Math.log2(value) - low) / (this.high - low) * (height - bottom - top);
  }

  draw() {
    const ratio = window.devicePixelRatio || 1, width = this.canvas.clientWidth, height = this.canvas.clientHeight;
    if (!width)
      return;
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    const pen = this.canvas.getContext('2d'), style = getComputedStyle(document.documentElement);
    this.color = name => style.getPropertyValue('--' + name);
    pen.scale(ratio, ratio);
    this.scale();
    this.axes(pen, width, height);
    for (const f of this.points) {
      pen.fillStyle = this.color(f.short ? 'bad' : 'link');
      pen.globalAlpha = this.points.length > 3000 && !f.short ? .35 : .75;
      pen.beginPath();
      pen.arc(this.x(f.real), this.y(Math.max(f.estimate, 1)), 3, 0, 2 * Math.PI);
      pen.fill();
    }
    pen.globalAlpha = 1;
  }

  axes(pen, width, height) {
    pen.font = '11px system-ui, sans-serif';
    pen.strokeStyle = this.color('line');
    pen.fillStyle = this.color('faint');
    const line = (x1, y1, x2, y2) => { pen.beginPath(); pen.moveTo(x1, y1); pen.lineTo(x2, y2); pen.stroke(); };
    const first = 2 ** this.low, last = 2 ** this.high, every = Math.ceil((this.high - this.low) / 12);
    for (let power = this.low; power <= this.high; power += every) {
      const value = 2 ** power;
      line(this.x(value), this.y(first), this.x(value), this.y(last));
      line(this.x(first), this.y(value), this.x(last), this.y(value));
      pen.textAlign = 'center';
      pen.fillText(number(value), Math.min(this.x(value), width - 20), this.y(first) + 15);
      pen.textAlign = 'right';
      pen.fillText(number(value), this.x(first) - 6, this.y(value) + 4);
    }
    pen.strokeStyle = this.color('faint');
    line(this.x(first), this.y(first), this.x(last), this.y(last));
    pen.textAlign = 'center';
    pen.fillText('real frame, bytes', (this.x(first) + this.x(last)) / 2, height - 6);
    pen.save();
    pen.translate(11, height / 2);
    pen.rotate(-Math.PI / 2);
    pen.fillText('estimate, bytes', 0, 0);
    pen.restore();
  }

  nearest(event) {
    let best = null, least = 15 * 15;
    for (const f of this.points) {
      const x = this.x(f.real) - event.offsetX, y = this.y(Math.max(f.estimate, 1)) - event.offsetY;
      if (x * x + y * y < least) { least = x * x + y * y; best = f; }
    }
    return best;
  }

  point(event) {
    const f = this.nearest(event);
    this.canvas.style.cursor = f ? 'pointer' : '';
    this.hint.textContent = f ? f.name + ': estimate ' + number(f.estimate) + ', real ' + number(f.real) : ' ';
  }
}
