// Lets a drawn chart be explored: Plotly takes the place of the drawing, on its very spot, once it is asked for. It is
// large, and so is the figure; neither comes with the page. Where they cannot be had the drawing stays.

import { configured, fitted } from "./charts-fit.js";
import { offerWhole, rangeChoice } from "./charts-range.js";
import { onThemeChange, resolved } from "./charts-theme.js";
import { words } from "./charts-words.js";

const SHEET = "plotly.js-style-global";

let loading = null;

/** An empty sheet for Plotly's rules, which it finds by its id: the content policy forbids it to make one of its own. */
function addSheet(address) {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    Object.assign(link, { id: SHEET, rel: "stylesheet", href: address, onload: resolve, onerror: reject });
    document.head.append(link);
  });
}

/** Plotly brings a style sheet for maps, which the policy forbids as well, unless something has that sheet's id. */
function holdStyles(ids) {
  for (const id of ids.filter((one) => document.getElementById(one) === null)) {
    const holder = document.createElement("template");
    holder.id = id;
    document.head.append(holder);
  }
}

/** Imported rather than put into the page as an element: no script of ours may make a script out of a text. */
async function importPlotly({ script, sheet, styles }) {
  if (document.getElementById(SHEET) === null) await addSheet(sheet);
  holdStyles(styles);
  await import(script);
  if (!window.Plotly) throw new Error("no Plotly");
}

function loadPlotly(asked) {
  loading ??= importPlotly(asked).catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

/** Asked for only here, by the address of the page itself: whoever may not see the page any more gets no figure. */
async function fetchFigure(address) {
  const answer = await fetch(address, { redirect: "error" });
  if (!answer.ok) throw new Error("no figure");
  return answer.json();
}

class Explored {
  constructor(chart, { figure, room }) {
    this.chart = chart;
    this.figure = figure;
    this.room = room;
    this.byMouse = window.matchMedia("(hover: hover) and (pointer: fine)").matches;
    this.width = 0;
  }

  /** The figure as it is to be drawn here and now. */
  shown() {
    const { box } = this.chart;
    const drawing = [...box.querySelectorAll(".chart-svg")].find((svg) => svg.getClientRects().length > 0);
    const made = fitted(this.figure, drawing, this.byMouse, this.room);
    made.layout.font.family = getComputedStyle(box).fontFamily;
    return resolved(made, box);
  }

  async takeOver() {
    const { chart } = this;
    const live = document.createElement("div");
    live.className = "chart-live";
    chart.box.append(live);
    try {
      const { data, layout } = this.shown();
      await window.Plotly.newPlot(live, data, layout, configured());
    } catch (error) {
      live.remove();
      throw error;
    }
    chart.live = live;
    chart.element.classList.add("chart-is-live");
    chart.detail.follow(live);
    if (this.byMouse) offerWhole(chart);
    this.width = chart.box.clientWidth;
    onThemeChange(() => this.redraw());
    new ResizeObserver(() => chart.box.clientWidth !== this.width && this.redraw()).observe(chart.box);
  }

  redraw() {
    const { box, detail, live } = this.chart;
    this.width = box.clientWidth;
    if (this.width === 0) return;
    const { data, layout } = this.shown();
    window.Plotly.react(live, data, layout);
    detail.mark();
  }
}

/** `button` gives way to a choice of how much is shown. */
async function explore(chart, button) {
  const asked = await fetchFigure(button.dataset.explore);
  await loadPlotly(asked);
  await new Explored(chart, asked).takeOver();
  // What comes in its place is of its size, so that nothing on the page moves.
  const choice = rangeChoice(chart);
  if (choice === null) {
    button.textContent = words.ready;
    return;
  }
  const focused = document.activeElement === button;
  button.replaceWith(choice);
  if (focused) choice.focus({ preventScroll: true });
}

export function offerExplore(chart) {
  const button = chart.element.querySelector("[data-explore]");
  if (button === null) return;
  button.disabled = false;
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    button.textContent = words.loading;
    try {
      await explore(chart, button);
    } catch {
      button.textContent = words.notLoaded;
      button.removeAttribute("aria-disabled");
    }
  });
}
