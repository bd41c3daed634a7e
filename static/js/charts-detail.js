// What a chart shows at one place, in words: one line in the chart, and one panel above it that tells the row of the table
// which stands there. A finger or a mouse moves both, and so do two buttons and the arrow keys; nothing else tells anything.

import { LINGERS_MS } from "./charts-numbers.js";

const TOLD = ".chart-numbers tr[data-place]";
const MOVES = { ArrowLeft: -1, ArrowRight: 1 };

function made(name, className, ...inside) {
  const element = document.createElement(name);
  element.className = className;
  element.append(...inside);
  return element;
}

/** A day or a number as a number; days without a time zone are all read as if in the same one. */
export function place(value) {
  if (typeof value === "number") return value;
  return Date.parse(value.includes("T") ? `${value}Z` : value);
}

/** A place on the axis as it is written on the page or given by Plotly: a number, or a day. */
export function placed(value) {
  const number = Number(value);
  return Number.isNaN(number) ? place(value.replace(" ", "T")) : number;
}

export class Detail {
  constructor(chart) {
    this.chart = chart;
    this.panel = chart.element.querySelector("[data-detail]");
    this.line = null;
    this.at = -1;
    this.wanted = null;
    this.lingers = 0;
    if (this.panel === null) return;
    this.hint = [...this.panel.childNodes];
    this.steps = [...chart.element.querySelectorAll("[data-step]")];
    for (const button of this.steps) {
      button.disabled = false;
      button.addEventListener("click", () => this.step(Number(button.dataset.step)));
    }
    this.panel.parentElement.addEventListener("keydown", (event) => this.onKey(event));
    // A finger that touches is told at once, and may go on along the chart; a mouse need not press.
    for (const kind of ["pointerdown", "pointermove"]) {
      chart.box.addEventListener(kind, (event) => this.onPoint(event));
    }
    chart.box.addEventListener("pointerleave", () => clearTimeout(this.lingers));
  }

  /** The rows in the order of the axis, read from the page when first needed. */
  get rows() {
    this.read ??= [...this.chart.element.querySelectorAll(TOLD)]
      .map((row) => ({ row, place: placed(row.dataset.place) }))
      .sort((one, other) => one.place - other.place);
    return this.read;
  }

  /** Where the axis lies in the box, in pixels, and what its ends stand for. */
  axis() {
    const box = this.chart.box.getBoundingClientRect();
    const { live } = this.chart;
    const drawing = [...this.chart.box.querySelectorAll(".chart-svg")].find((svg) => svg.getClientRects().length > 0);
    const shown = (live ?? drawing).getBoundingClientRect();
    const { first, last } = this.chart.element.dataset;
    const ends = live === null ? [first, last] : live.layout.xaxis.range;
    const sides = live === null
      ? [drawing.dataset.left, drawing.dataset.right].map((share) => (shown.width * Number(share)) / 100)
      : [live.layout.margin.l, live.layout.margin.r];
    const [low, high] = ends.map(placed);
    return { start: shown.left - box.left + sides[0], width: shown.width - sides[0] - sides[1], low, high, box };
  }

  /** Tells at once, or once the rows are on the page: then what was asked for last. */
  async tell(how) {
    const comes = this.wanted !== null;
    this.wanted = how;
    if (comes) return;
    try {
      if (!this.chart.numbers.here) {
        this.say(this.panel.dataset.loading);
        await this.chart.numbers.bring();
      }
      if (this.rows.length > 0) this.wanted();
    } catch {
      this.say(this.panel.dataset.notLoaded);
    } finally {
      this.wanted = null;
    }
  }

  say(text) {
    this.panel.replaceChildren(made("p", "chart-detail-hint", text));
  }

  /** Nothing is fetched for a mouse that only goes across. */
  onPoint(event) {
    if (event.target.closest("a, button") !== null) return;
    const { clientX, type } = event;
    clearTimeout(this.lingers);
    if (type === "pointermove" && !this.chart.numbers.here && this.wanted === null) {
      this.lingers = setTimeout(() => this.tell(() => this.showAt(clientX)), LINGERS_MS);
    } else {
      this.tell(() => this.showAt(clientX));
    }
  }

  showAt(across) {
    const { start, width, low, high, box } = this.axis();
    const share = (across - box.left - start) / width;
    this.showNearest(low + Math.min(1, Math.max(0, share)) * (high - low));
  }

  onKey(event) {
    if (event.key === "Escape") this.close();
    if (event.key in MOVES) this.step(MOVES[event.key]);
  }

  /** The line stays where it belongs when another part is chosen, and lies over what has come. */
  follow(live) {
    if (this.line !== null) live.after(this.line);
    live.on("plotly_relayout", () => this.mark());
    this.mark();
  }

  showNearest(value) {
    let nearest = 0;
    this.rows.forEach((row, i) => {
      if (Math.abs(row.place - value) < Math.abs(this.rows[nearest].place - value)) nearest = i;
    });
    this.show(nearest);
  }

  /** To the next place; the latest is where one begins. */
  step(by) {
    this.tell(() => this.show(this.at < 0 ? this.rows.length - 1 : this.at + by));
  }

  show(index) {
    if (index < 0 || index >= this.rows.length || index === this.at) return;
    this.at = index;
    const { row } = this.rows[index];
    const headers = [...row.closest("table").querySelectorAll("thead th")].map((cell) => cell.textContent);
    const [name, ...cells] = row.cells;
    const facts = made("dl", "chart-detail-facts");
    cells.forEach((cell, i) => {
      if (cell.textContent.trim() === "") return;
      facts.append(made("div", "", made("dt", "", headers[i + 1]), " ", made("dd", "", cell.textContent)));
    });
    this.panel.replaceChildren(this.head(name), facts);
    this.panel.scrollTop = 0;
    // What is longer than the panel is scrolled in it, by keys as well.
    this.panel.toggleAttribute("tabindex", false);
    if (this.panel.scrollHeight > this.panel.clientHeight) this.panel.tabIndex = 0;
    this.setEnds();
    this.mark();
  }

  /** The place's name, which leads to the page of a day. */
  head(name) {
    const said = made("span", "chart-detail-name", name.textContent);
    const page = name.querySelector("a");
    if (page === null) return made("p", "chart-detail-head", said);
    const open = made("span", "chart-detail-open", this.panel.dataset.openDay);
    const link = made("a", "chart-detail-head", said, " ", open);
    link.href = page.href;
    return link;
  }

  setEnds() {
    for (const button of this.steps) {
      const there = this.at < 0 ? 0 : this.at + Number(button.dataset.step);
      button.setAttribute("aria-disabled", String(there < 0 || there >= this.rows.length));
    }
  }

  /** A line in the chart at the place that is told above it. */
  mark() {
    if (this.panel === null) return;
    this.line ??= this.chart.box.appendChild(made("div", "chart-chosen"));
    this.line.hidden = true;
    if (this.at < 0) return;
    const { start, width, low, high, box } = this.axis();
    const share = (this.rows[this.at].place - low) / (high - low);
    if (share < 0 || share > 1) return;
    this.line.style.bottom = `${this.chart.element.dataset.foot}px`;
    this.line.style.left = `${((start + share * width) / box.width) * 100}%`;
    this.line.hidden = false;
  }

  close() {
    this.at = -1;
    this.panel.replaceChildren(...this.hint);
    this.setEnds();
    this.mark();
  }
}
