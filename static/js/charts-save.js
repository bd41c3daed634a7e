// Saves a chart as a file, made here from the page's own drawing: without a network, and without Plotly.

import { drawn, EDGE, familyOf, INK, Sheet, SOFT, wireSaving } from "./picture.js";

class ChartSheet extends Sheet {
  picture(svg) {
    const height = Number(svg.getAttribute("height"));
    const copy = svg.cloneNode(true);
    for (const name of ["class", "role", "aria-labelledby", "font-family"]) copy.removeAttribute(name);
    for (const [name, value] of [["x", EDGE], ["y", this.down], ["width", this.width]]) copy.setAttribute(name, value);
    // Here the drawing has the width it was made for; strokes that do not grow with a sharper picture would be thin.
    for (const part of copy.querySelectorAll("[vector-effect]")) part.removeAttribute("vector-effect");
    this.root.append(copy);
    this.down += height + 12;
  }

  /** What the marks mean, in rows. */
  key(items) {
    const size = 13;
    let across = EDGE;
    for (const item of items) {
      const words = item.textContent.trim();
      const room = 34 + this.wide(words, size) + 22;
      if (across > EDGE && across + room > EDGE + this.width) {
        across = EDGE;
        this.down += 22;
      }
      const picture = item.querySelector("svg").cloneNode(true);
      picture.setAttribute("x", across);
      picture.setAttribute("y", this.down);
      const place = { x: across + 34, y: this.down + 12.5, "font-size": size, fill: SOFT };
      this.root.append(picture, drawn("text", place, words));
      across += room;
    }
    if (across > EDGE) this.down += 28;
  }
}

/** The chart with its title, days, sentence, key and notes as one drawing that needs nothing around it. */
export function standalone(element) {
  const box = element.querySelector(".chart-box");
  const said = (name) => (element.querySelector(name)?.textContent ?? "").trim();
  const drawing = element.querySelector(".chart-wide .chart-svg");
  const sheet = new ChartSheet(familyOf(box), drawing.querySelector("svg").viewBox.baseVal.width);
  sheet.write(said(".chart-title"), 23, { weight: 650, fill: INK, after: 2 });
  sheet.write(element.dataset.days, 14, { after: 4 });
  sheet.write(said(".chart-summary"), 14.5, { fill: INK, after: 10 });
  sheet.picture(drawing);
  sheet.key(element.querySelectorAll(".chart-key li"));
  for (const note of element.querySelectorAll(".chart-note")) sheet.write(note.textContent.trim(), 12.5, { after: 2 });
  return sheet.finished(said(".chart-title"), box);
}

export function wireSaves({ element }) {
  wireSaving(element, element.dataset.file, () => standalone(element));
}
