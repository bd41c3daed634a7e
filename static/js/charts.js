// Lets the drawn charts be explored: Plotly takes the place of the drawing, on its very spot.
// Where a mouse is at hand it comes by itself once the page is idle; elsewhere only when asked for, as it is large.
// Where it is not installed, or cannot be loaded, the drawing stays.

import { Detail } from "./charts-detail.js";
import { configured, fitted } from "./charts-fit.js";
import { rangeChoice } from "./charts-range.js";
import { wireSaves } from "./charts-save.js";
import { onThemeChange, resolved } from "./charts-theme.js";
import { words } from "./charts-words.js";

const NEAR = "600px";
const LATEST_START = 4000;

let loading = null;

/** Plotly brings a style sheet for maps, which the content policy forbids, unless something has that sheet's id. */
function holdStyles(ids) {
  for (const id of ids.split(" ").filter((one) => one !== "" && document.getElementById(one) === null)) {
    const holder = document.createElement("template");
    holder.id = id;
    document.head.append(holder);
  }
}

/** Imported rather than put into the page as an element: no script of ours may make a script out of a text. */
async function importPlotly({ plotly: address, plotlyStyles }) {
  holdStyles(plotlyStyles);
  await import(address);
  if (!window.Plotly) throw new Error("no Plotly");
  return window.Plotly;
}

function loadPlotly(asked) {
  loading ??= importPlotly(asked);
  return loading;
}

function whenIdle(task) {
  if ("requestIdleCallback" in window) {
    window.requestIdleCallback(task, { timeout: LATEST_START });
  } else {
    window.setTimeout(task, 600);
  }
}

class Chart {
  constructor(element, byMouse) {
    this.element = element;
    this.byMouse = byMouse;
    this.box = element.querySelector(".chart-box");
    this.live = null;
    this.width = 0;
    this.detail = new Detail(this);
    wireSaves(this);
  }

  shown() {
    const figure = JSON.parse(this.element.querySelector("[data-figure]").textContent);
    const drawing = [...this.box.querySelectorAll(".chart-svg")].find((svg) => svg.getClientRects().length > 0);
    const made = fitted(figure, drawing, this.byMouse, JSON.parse(this.element.dataset.room));
    const family = getComputedStyle(this.box).fontFamily;
    made.layout.font.family = family;
    made.layout.hoverlabel.font.family = family;
    return resolved(made, this.box);
  }

  async takeOver() {
    if (this.live !== null) return;
    this.live = document.createElement("div");
    this.live.className = "chart-live";
    try {
      const plotly = await loadPlotly(this.element.dataset);
      const drawing = [...this.box.querySelectorAll(".chart-drawing")].find((one) => one.getClientRects().length > 0);
      this.live.classList.toggle("chart-live-narrow", drawing.classList.contains("chart-narrow"));
      this.box.append(this.live);
      const { data, layout } = this.shown();
      await plotly.newPlot(this.live, data, layout, configured(this.element.dataset.file, this.byMouse));
      this.element.classList.add("chart-is-live");
      this.detail.follow(this.live);
    } catch (error) {
      this.live.remove();
      throw error;
    }
    this.width = this.box.clientWidth;
    onThemeChange(() => this.redraw());
    new ResizeObserver(() => {
      if (this.box.clientWidth !== this.width) this.redraw();
    }).observe(this.box);
  }

  redraw() {
    this.width = this.box.clientWidth;
    if (this.width === 0) return;
    const narrow = this.box.querySelector(".chart-narrow").getClientRects().length > 0;
    this.live.classList.toggle("chart-live-narrow", narrow);
    const { data, layout } = this.shown();
    window.Plotly.react(this.live, data, layout);
    this.detail.mark();
  }
}

function takeOverWhenNear(charts) {
  const watcher = new IntersectionObserver(
    (seen) => {
      for (const { isIntersecting, target } of seen) {
        if (!isIntersecting) continue;
        watcher.unobserve(target);
        const chart = charts.find(({ element }) => element === target);
        whenIdle(() => chart.takeOver().catch(() => undefined));
      }
    },
    { rootMargin: NEAR },
  );
  for (const { element } of charts) watcher.observe(element);
}

function takeOverWhenAsked(chart) {
  const button = chart.element.querySelector("[data-explore]");
  button.classList.add("chart-offered");
  button.disabled = false;
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    button.textContent = words.loading;
    try {
      await chart.takeOver();
      // What comes in its place is of its size, so that nothing on the page moves.
      const choice = rangeChoice(chart);
      if (choice === null) {
        button.textContent = words.ready;
      } else {
        const focused = document.activeElement === button;
        button.replaceWith(choice);
        if (focused) choice.focus({ preventScroll: true });
      }
    } catch {
      button.textContent = words.notLoaded;
    }
  });
}

function start() {
  const byMouse = window.matchMedia("(hover: hover) and (pointer: fine)").matches;
  const sparing = navigator.connection?.saveData === true;
  const charts = [...document.querySelectorAll("[data-chart]")].map((element) => new Chart(element, byMouse));
  const explorable = charts.filter(({ element }) => element.dataset.plotly !== undefined);
  if (byMouse && !sparing) {
    takeOverWhenNear(explorable);
  } else {
    explorable.forEach(takeOverWhenAsked);
  }
}

start();
