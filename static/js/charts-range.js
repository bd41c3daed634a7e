// How much of a chart over time is shown: a list for fingers, which cannot drag a part out and scroll as well, and a way
// back to all of it for a mouse that did.

import { placed } from "./charts-detail.js";
import { words } from "./charts-words.js";

const DAY = 86_400_000;
const CHOICES = [
  [words.all, Infinity],
  [words.fourWeeks, 28],
  [words.threeMonths, 91],
];

function iso(time) {
  return new Date(time).toISOString().slice(0, 16);
}

/** A list of ranges for `chart`, or null where there is nothing to choose from. It is as large as "Explore" was. */
export function rangeChoice(chart) {
  const { xaxis } = chart.live.layout;
  const [first, last] = xaxis.type === "date" ? xaxis.range.map(placed) : [0, 0];
  const fitting = CHOICES.filter(([, days]) => days === Infinity || last - first > days * DAY * 1.1);
  if (fitting.length < 2) return null;
  const choice = document.createElement("select");
  choice.className = "chart-button chart-range";
  choice.setAttribute("aria-label", words.howMuch);
  choice.append(...fitting.map(([label, days]) => new Option(label, String(days))));
  choice.addEventListener("change", () => {
    const days = Number(choice.value);
    const start = days === Infinity ? first : last - days * DAY;
    window.Plotly.relayout(chart.live, { "xaxis.range": [iso(start), iso(last)] });
  });
  return choice;
}

/** A button over the plot, for as long as a part of it is shown: it brings all of it back, and takes no room. */
export function offerWhole(chart) {
  const { first, last } = chart.element.dataset;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "chart-button chart-whole";
  button.textContent = words.showAll;
  button.hidden = true;
  button.addEventListener("click", () => window.Plotly.relayout(chart.live, { "xaxis.range": [first, last] }));
  chart.live.on("plotly_relayout", () => {
    const [low, high] = chart.live.layout.xaxis.range.map(placed);
    button.hidden = low <= placed(first) && high >= placed(last);
  });
  chart.box.append(button);
}
