// Buttons that choose how much of a chart over time is shown, for fingers, which cannot drag a zoom and scroll as well.

const DAY = 86_400_000;
const CHOICES = [
  ["All", Infinity],
  ["Last 4 weeks", 28],
  ["Last 3 months", 91],
];

function iso(time) {
  return new Date(time).toISOString().slice(0, 16);
}

/** A group of buttons for `chart`, or an empty group where there is nothing to choose from. */
export function rangeButtons(chart) {
  const group = document.createElement("div");
  group.className = "chart-range";
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", "How much to show");
  const { xaxis } = chart.shown().layout;
  const [first, last] = xaxis.type === "date" ? xaxis.range.map((end) => Date.parse(`${end}Z`)) : [0, 0];
  const fitting = CHOICES.filter(([, days]) => days === Infinity || last - first > days * DAY * 1.1);
  if (fitting.length < 2) return group;
  for (const [words, days] of fitting) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.setAttribute("aria-pressed", String(days === Infinity));
    button.addEventListener("click", () => {
      const start = days === Infinity ? first : last - days * DAY;
      window.Plotly.relayout(chart.live, { "xaxis.range": [iso(start), iso(last)] });
      for (const other of group.children) other.setAttribute("aria-pressed", String(other === button));
    });
    group.append(button);
  }
  return group;
}
