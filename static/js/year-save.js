// Saves the calendar of a year as a file: the same places, numbers and colours as on the page.

import { drawn, EDGE, familyOf, INK, Sheet, SOFT, WIDTH, wireSaving } from "./picture.js";

const ACROSS = 4;
const PLACE = 26;
const MONTH = { wide: WIDTH / ACROSS, high: 8 * PLACE + 16 };

function place(day, x, y) {
  const style = getComputedStyle(day);
  const empty = day.classList.contains("year-empty");
  const box = { x: x + 1.5, y: y + 1.5, width: PLACE - 3, height: PLACE - 3, rx: 4, stroke: style.borderTopColor };
  const looks = empty ? { fill: "none", "stroke-dasharray": "2 2" } : { fill: style.backgroundColor };
  const group = drawn("g", {}, drawn("rect", { ...box, ...looks }));
  if (!empty) {
    const middle = { x: x + PLACE / 2, y: y + PLACE / 2 + 4.5, "text-anchor": "middle", "font-size": 12.5, fill: style.color };
    group.append(drawn("text", middle, day.textContent.trim()));
  }
  return group;
}

function month(table, x, y) {
  const group = drawn("g", {});
  const name = table.caption.firstChild.textContent.trim();
  group.append(drawn("text", { x, y: y + 16, "font-size": 14.5, "font-weight": 650, fill: INK }, name));
  [...table.tHead.rows[0].cells].forEach((cell, i) => {
    const middle = { x: x + (i + 0.5) * PLACE, y: y + 36, "text-anchor": "middle", "font-size": 12, fill: SOFT };
    group.append(drawn("text", middle, cell.textContent.trim()));
  });
  [...table.tBodies[0].rows].forEach((row, week) => {
    [...row.cells].forEach((cell, weekday) => {
      const day = cell.querySelector(".year-day");
      if (day !== null) group.append(place(day, x + weekday * PLACE, y + 42 + week * PLACE));
    });
  });
  return group;
}

function standalone(element) {
  const said = (name) => (element.querySelector(name)?.textContent ?? "").trim();
  const sheet = new Sheet(familyOf(element));
  sheet.write(said(".year-title"), 23, { weight: 650, fill: INK, after: 2 });
  sheet.write(said(".year-summary"), 14.5, { fill: INK, after: 14 });
  const months = [...element.querySelectorAll(".year-month")];
  months.forEach((table, i) => {
    const [across, down] = [i % ACROSS, Math.floor(i / ACROSS)];
    sheet.root.append(month(table, EDGE + across * MONTH.wide, sheet.down + down * MONTH.high));
  });
  sheet.down += Math.ceil(months.length / ACROSS) * MONTH.high;
  sheet.write(said(".year-legend p"), 12.5, { after: 2 });
  return sheet.finished(said(".year-title"), element);
}

for (const element of document.querySelectorAll("[data-year]")) {
  wireSaving(element, element.dataset.file, () => standalone(element));
}
