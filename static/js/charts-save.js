// Saves a chart as a file, made here from the page's own drawing: without a network, and without Plotly.

import { withColours } from "./charts-theme.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 960;
const EDGE = 24;
const SHARPNESS = 2;
const KEPT_FOR = 30_000;
const INK = "var(--ink)";
const SOFT = "var(--ink-soft)";

function drawn(name, attributes, ...inside) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
}

/** Puts lines of text below each other; `down` is where the next thing goes. */
class Sheet {
  constructor(family) {
    this.root = drawn("g", {});
    this.down = EDGE;
    this.family = family;
    this.pen = document.createElement("canvas").getContext("2d");
  }

  wide(text, size, weight = 400) {
    this.pen.font = `${weight} ${size}px ${this.family}`;
    return this.pen.measureText(text).width;
  }

  write(text, size, { weight = 400, fill = SOFT, after = 6 } = {}) {
    if (text === "") return;
    for (const line of this.lines(text, size, weight)) {
      this.down += size * 1.35;
      const place = { x: EDGE, y: this.down - size * 0.3, "font-size": size, "font-weight": weight, fill };
      this.root.append(drawn("text", place, line));
    }
    this.down += after;
  }

  lines(text, size, weight) {
    const lines = [""];
    for (const word of text.split(/\s+/)) {
      const longer = `${lines.at(-1)} ${word}`.trim();
      if (this.wide(longer, size, weight) <= WIDTH) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }

  picture(svg) {
    const height = Number(svg.getAttribute("height"));
    const copy = svg.cloneNode(true);
    for (const name of ["class", "role", "aria-labelledby", "font-family"]) copy.removeAttribute(name);
    for (const [name, value] of [["x", EDGE], ["y", this.down], ["width", WIDTH]]) copy.setAttribute(name, value);
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
      if (across > EDGE && across + room > EDGE + WIDTH) {
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
  const family = getComputedStyle(box).fontFamily.replaceAll('"', "'");
  const sheet = new Sheet(family);
  sheet.write(said(".chart-title"), 23, { weight: 650, fill: INK, after: 2 });
  sheet.write(element.dataset.days, 14, { after: 4 });
  sheet.write(said(".chart-summary"), 14.5, { fill: INK, after: 10 });
  sheet.picture(element.querySelector(".chart-wide .chart-svg"));
  sheet.key(element.querySelectorAll(".chart-key li"));
  for (const note of element.querySelectorAll(".chart-note")) sheet.write(note.textContent.trim(), 12.5, { after: 2 });
  sheet.down += 4;
  sheet.write("Sciatica Tracker", 12.5, { weight: 650, after: EDGE });
  const [width, height] = [WIDTH + 2 * EDGE, Math.ceil(sheet.down)];
  const size = { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": family };
  const root = drawn("svg", size, drawn("title", {}, said(".chart-title")));
  root.append(drawn("rect", { width, height, fill: "var(--card)" }), sheet.root);
  withColours(box, (coloured) => {
    for (const part of root.querySelectorAll("*")) {
      for (const attribute of part.attributes) attribute.value = coloured(attribute.value);
    }
  });
  return { text: new XMLSerializer().serializeToString(root), width, height };
}

async function asPng({ text, width, height }) {
  const address = URL.createObjectURL(asSvg({ text }));
  try {
    const image = new Image(width, height);
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * SHARPNESS;
    canvas.height = height * SHARPNESS;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, failed) => {
      canvas.toBlob((blob) => (blob === null ? failed(new Error("no picture")) : done(blob)), "image/png");
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}

function asSvg({ text }) {
  return new Blob([text], { type: "image/svg+xml" });
}

function handOver(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), KEPT_FOR);
}

export function wireSaves({ element }) {
  for (const button of element.querySelectorAll("[data-save]")) {
    const kind = button.dataset.save;
    button.disabled = false;
    button.addEventListener("click", async () => {
      try {
        const sheet = standalone(element);
        handOver(kind === "png" ? await asPng(sheet) : asSvg(sheet), `${element.dataset.file}.${kind}`);
      } catch {
        button.textContent = "This could not be saved";
      }
    });
  }
}
