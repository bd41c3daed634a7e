// What a chart shows at one place, in words: a tap on the chart, or a button, opens the row of the table that stands
// there. Hovering is never the only way to a fact, with Plotly in place or before.

import { place } from "./charts-fit.js";
import { words } from "./charts-words.js";

const FOLDED = "details.chart-numbers tr[data-place]";

function made(name, className, text = "") {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

/** A place on the axis as it is written on the page or given by Plotly: a number, or a day. */
function placed(value) {
  const number = Number(value);
  return Number.isNaN(number) ? place(value.replace(" ", "T")) : number;
}

export class Detail {
  constructor(chart) {
    this.chart = chart;
    this.panel = chart.element.querySelector("[data-detail]");
    this.moves = null;
    this.line = null;
    this.at = -1;
    this.pointed = false;
    const button = chart.element.querySelector("[data-one]");
    if (button === null) return;
    button.disabled = false;
    button.addEventListener("click", () => {
      this.show(this.at < 0 ? this.rows.length - 1 : this.at);
      this.panel.scrollIntoView({ block: "nearest" });
    });
    chart.box.addEventListener("click", (event) => this.onTap(event));
  }

  /** The rows in the order of the axis, read from the page when first needed. */
  get rows() {
    this.read ??= [...this.chart.element.querySelectorAll(FOLDED)]
      .map((row) => ({ row, place: placed(row.dataset.place) }))
      .sort((one, other) => one.place - other.place);
    return this.read;
  }

  /** Where the axis lies in the box, in pixels, and what its ends stand for. */
  axis() {
    const box = this.chart.box.getBoundingClientRect();
    const live = this.chart.element.classList.contains("chart-is-live") ? this.chart.live : null;
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

  onTap(event) {
    if (event.target.closest("a, button, .modebar") !== null) return;
    if (this.pointed) {
      this.pointed = false;
      return;
    }
    const { start, width, low, high, box } = this.axis();
    const share = (event.clientX - box.left - start) / width;
    this.showNearest(low + Math.min(1, Math.max(0, share)) * (high - low));
  }

  /** Plotly knows which mark was meant, which the place of the finger alone does not tell. */
  follow(live) {
    live.on("plotly_click", ({ points: [point] }) => {
      if (point === undefined || this.rows.length === 0) return;
      this.pointed = true;
      window.setTimeout(() => (this.pointed = false));
      this.showNearest(placed(point.x));
    });
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

  show(index) {
    if (index < 0 || index >= this.rows.length) return;
    this.at = index;
    const { row } = this.rows[index];
    const headers = [...row.closest("table").querySelectorAll("thead th")].map((cell) => cell.textContent);
    const [name, ...cells] = row.cells;
    const facts = made("dl", "chart-detail-facts");
    cells.forEach((cell, i) => {
      if (cell.textContent.trim() === "") return;
      facts.append(made("dt", "", headers[i + 1]), made("dd", "", cell.textContent));
    });
    const head = made("p", "chart-detail-name", name.textContent);
    const parts = [head, facts];
    const page = name.querySelector("a");
    if (page !== null) {
      const link = made("a", "chart-detail-page", words.openDay);
      link.href = page.href;
      parts.push(link);
    }
    this.panel.replaceChildren(...parts);
    this.addMoves();
    this.mark();
  }

  addMoves() {
    if (this.moves === null) {
      this.moves = made("div", "chart-tools chart-detail-moves");
      const [earlier, later] = [-1, 1].map((step) => () => this.show(this.at + step));
      const moves = [[words.earlier, earlier], [words.later, later], [words.close, () => this.close()]];
      this.buttons = moves.map(([label, move]) => {
        const button = made("button", "chart-button", label);
        button.type = "button";
        button.addEventListener("click", () => button.getAttribute("aria-disabled") !== "true" && move());
        return button;
      });
      this.moves.append(...this.buttons);
      this.panel.after(this.moves);
    }
    const [earlier, later] = this.buttons;
    earlier.setAttribute("aria-disabled", String(this.at === 0));
    later.setAttribute("aria-disabled", String(this.at === this.rows.length - 1));
  }

  /** A line in the chart at the place that is told below it. */
  mark() {
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
    this.panel.replaceChildren();
    this.moves.remove();
    this.moves = null;
    this.mark();
    this.chart.element.querySelector("[data-one]").focus();
  }
}
