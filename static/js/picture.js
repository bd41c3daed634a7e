// A picture made of what is on the page: lines of text below each other and drawings between, saved as a file.

import { withColours } from "./charts-theme.js";

const SVG = "http://www.w3.org/2000/svg";
export const WIDTH = 960;
export const EDGE = 24;
const SHARPNESS = 2;
const KEPT_FOR = 30_000;
export const INK = "var(--ink)";
export const SOFT = "var(--ink-soft)";

export function drawn(name, attributes, ...inside) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
}

/** Puts lines of text below each other; `down` is where the next thing goes. */
export class Sheet {
  constructor(family, width = WIDTH) {
    this.width = width;
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
      if (this.wide(longer, size, weight) <= this.width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }

  /** All of it on a card, with the app's name below, and colours that need no style sheet. */
  finished(title, place) {
    this.down += 4;
    this.write(document.querySelector(".brand").textContent.trim(), 12.5, { weight: 650, after: EDGE });
    const [width, height] = [this.width + 2 * EDGE, Math.ceil(this.down)];
    const size = { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": this.family };
    const root = drawn("svg", size, drawn("title", {}, title));
    root.append(drawn("rect", { width, height, fill: "var(--card)" }), this.root);
    withColours(place, (coloured) => {
      for (const part of root.querySelectorAll("*")) {
        for (const attribute of part.attributes) attribute.value = coloured(attribute.value);
      }
    });
    return { text: new XMLSerializer().serializeToString(root), width, height };
  }
}

export function familyOf(element) {
  return getComputedStyle(element).fontFamily.replaceAll('"', "'");
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

/** Lets the buttons in `element` that save do it; `make` gives the finished picture, `name` is the file's. */
export function wireSaving(element, name, make) {
  for (const button of element.querySelectorAll("[data-save]")) {
    const kind = button.dataset.save;
    button.disabled = false;
    button.addEventListener("click", async () => {
      try {
        const sheet = make();
        handOver(kind === "png" ? await asPng(sheet) : asSvg(sheet), `${name}.${kind}`);
      } catch {
        button.textContent = element.dataset.notSaved;
      }
    });
  }
}
