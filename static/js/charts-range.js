// How much of a chart over time is shown, for fingers, which cannot drag a zoom and scroll as well.

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
  const { xaxis } = chart.shown().layout;
  const [first, last] = xaxis.type === "date" ? xaxis.range.map((end) => Date.parse(`${end}Z`)) : [0, 0];
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
