// Fits a figure to the room it has, so that Plotly draws it where and as large as the drawing it replaces.

import { place } from "./charts-detail.js";

/**
 * A copy of `figure` with the size and margins of `drawing`, and only the labels that stand clear there. `room` says, as
 * for the drawings, how wide letters are and how near marks and numbers may come to each other.
 */
export function fitted(figure, drawing, byMouse, room) {
  const { width, height } = drawing.getBoundingClientRect();
  const narrow = drawing.closest(".chart-narrow") !== null;
  const { data, layout } = structuredClone(figure);
  Object.assign(layout, { width, height, autosize: false, uirevision: "kept", dragmode: byMouse ? "zoom" : false });
  layout.margin.l = (width * Number(drawing.dataset.left)) / 100;
  layout.margin.r = (width * Number(drawing.dataset.right)) / 100;
  layout.xaxis.fixedrange = layout.xaxis.fixedrange === true || !byMouse;
  if (layout.xaxis.type === "date") layout.xaxis.nticks = Math.max(3, Math.round(width / 90));
  share(layout, height);
  const [low, high] = layout.xaxis.range.map(place);
  const scale = (width - layout.margin.l - layout.margin.r) / (high - low);
  layout.annotations = readable(layout.annotations, narrow, room, (value) => (place(value) - low) * scale);
  for (const trace of data) {
    thin(trace, room, (value) => (place(value) - low) * scale);
  }
  return { data, layout };
}

/** The lane under the plot keeps its height in pixels. */
function share(layout, height) {
  const { lane, gap } = layout.meta;
  if (lane === 0) return;
  const inner = height - layout.margin.t - layout.margin.b;
  layout.yaxis2.domain = [0, lane / inner];
  layout.yaxis.domain = [(lane + gap) / inner, 1];
}

function readable(labels, narrow, room, across) {
  let free = -Infinity;
  return labels.filter((label) => {
    if (label.name === (narrow ? "wide" : "narrow")) return false;
    if (label.name !== "top") return true;
    const long = label.text.length * label.font.size * room.letter;
    const part = { left: 0, center: 0.5, right: 1 }[label.xanchor];
    const start = across(label.x) - long * part;
    if (start < free) return false;
    free = start + long + room.betweenLabels;
    return true;
  });
}

/** Marks that would cover each other are drawn smaller, and numbers that would touch are left out. */
function thin(trace, room, across) {
  if (trace.mode === "lines") return;
  if (trace.type === "bar") {
    if (trace.text) numbersWithRoom(trace, room, across);
    return;
  }
  const places = trace.x.map((x) => (x === null ? null : across(x))).filter((x) => x !== null);
  const gaps = places.slice(1).map((x, i) => x - places[i]).filter((gap) => gap > 0);
  const least = trace.yaxis === "y2" ? room.leastMark : room.leastDot;
  const most = trace.marker.size;
  trace.marker.size = Math.min(most, Math.max(least, Math.round(Math.min(most, ...gaps) * room.crowded)));
  if (!trace.mode.includes("text")) return;
  let free = -Infinity;
  trace.text = trace.text.map((text, i) => {
    const half = (text.length * trace.textfont.size * room.letter) / 2;
    if (text === "" || places[i] - half < free) return "";
    free = places[i] + half + room.underMarks;
    return text;
  });
}

/** Bars have their numbers on top only where all of a row have room. */
function numbersWithRoom(trace, room, across) {
  const half = (i) => (trace.text[i].length * trace.textfont.size * room.letter) / 2;
  const ends = trace.x.map((x, i) => [across(x) * room.smallest, half(i)]);
  const touching = ends.some(([x, part], i) => i > 0 && ends[i - 1][0] + ends[i - 1][1] + room.betweenNumbers > x - part);
  if (touching) trace.textposition = "none";
}

/**
 * What Plotly may offer: no buttons and hints of its own, which write styles into the page and would be refused, no sending
 * to anybody's server, and nothing that keeps a finger from scrolling the page.
 */
export function configured() {
  return {
    displaylogo: false,
    showSendToCloud: false,
    showTips: false,
    plotlyServerURL: "",
    displayModeBar: false,
    scrollZoom: false,
    doubleClick: "reset",
    responsive: false,
  };
}
