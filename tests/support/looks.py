"""What axe does not see of a page: faint edges, what moved while it loaded, and every stop of the keyboard."""

from typing import Any

from playwright.sync_api import Page

# Everything that shifts, from the first paint on, by what of it moved.
COUNT_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shifts.push(
  `${one.value.toFixed(4)} ${one.sources.slice(0, 2).map((s) => s.node?.outerHTML?.slice(0, 80) ?? s.node?.nodeName)
    .join(" and ")}`); }).observe({ type: "layout-shift", buffered: true });
"""
# Two frames later every shift of this moment has been counted.
SHIFTS = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(window.shifts.splice(0))))))"""
# The edge of what is typed into, ticked or chosen, or its own ground, stands out from what lies around it (1.4.11).
EDGES = """() => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const rgba = (colour) => {
    if (!known.has(colour)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      known.set(colour, [...pen.getImageData(0, 0, 1, 1).data]);
    }
    return known.get(colour);
  };
  const over = ([r, g, b, a], [x, y, z]) => [[r, x], [g, y], [b, z]].map(([o, u]) => (o * a + u * (255 - a)) / 255);
  const ground = (e) => {
    const layers = [];
    for (; e; e = e.parentElement) {
      layers.push(rgba(getComputedStyle(e).backgroundColor));
      if (layers.at(-1)[3] === 255) break;
    }
    return layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255]);
  };
  const light = (parts) => parts.map((p) => p / 255).map((p) => p <= 0.04045 ? p / 12.92 : ((p + 0.055) / 1.055) ** 2.4)
    .reduce((sum, p, i) => sum + p * [0.2126, 0.7152, 0.0722][i], 0);
  const ratio = (one, other) => { const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05); };
  const wrong = [], sorts = new Set();
  for (const e of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    if (!e.checkVisibility({ visibilityProperty: true }) || e.disabled || !e.getClientRects().length) continue;
    const style = getComputedStyle(e);
    if (style.opacity === "0" || e.getBoundingClientRect().width < 3) continue;
    if (["checkbox", "radio", "range", "file"].includes(e.type) && style.appearance === "auto") continue;
    const sort = [e.tagName, e.type, e.className, e.parentElement.className].join(" ");
    if (sorts.has(sort)) continue;
    sorts.add(sort);
    const around = ground(e.parentElement);
    const edge = parseFloat(style.borderBlockEndWidth) > 0 ? over(rgba(style.borderBlockEndColor), around) : around;
    const best = Math.max(ratio(edge, around), ratio(ground(e), around));
    if (best < 3) wrong.push(`edge ${best.toFixed(2)}: ${e.outerHTML.slice(0, 100)}`);
  }
  return wrong;
}"""
# Where the Tab key may stop: what is seen and can be reached; of a group of radios one.
STOPS = """() => {
  const groups = new Set();
  const named = (e) => e.type === "radio" ? `${e.form?.action} ${e.name}` : e;
  window.stops = { wrong: [], seen: new Set() };
  const may = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.tabIndex >= 0
      && e.getClientRects().length > 0)
    .filter((e) => {
      if (e.type !== "radio") return true;
      const group = named(e);
      return !groups.has(group) && groups.add(group);
    });
  window.stops.may = may.map(named);
  const tell = (words, e) => window.stops.wrong.push(`${words}: ${e.outerHTML.slice(0, 90)}`);
  document.addEventListener("focusin", ({ target }) => {
    const known = window.stops.seen.has(named(target));
    window.stops.seen.add(named(target));
    if (known) return;
    const dressed = target.closest("label.chip, label.tile, label") ?? target;
    const face = dressed.getBoundingClientRect().width ? dressed : target;
    const boxes = [...face.getClientRects()];
    const seen = boxes.some(({ left, right, top, bottom }) => [0.1, 0.5, 0.9].some((share) => {
      // Of what is higher than the window, the part that is in it.
      const [x, y] = [left + (right - left) * share, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2];
      const there = document.elementFromPoint(x, y);
      return there && (there === face || face.contains(there) || there.contains(face)
        || there.closest("label")?.contains(target));
    }));
    if (!seen) tell("the focus is out of sight", target);
  });
  // Days and times stop once for each of their parts, and for the button of their calendar.
  return may.reduce((sum, e) => sum + (["date", "time"].includes(e.type) ? 4 : 1), 0);
}"""
STOPPED = """() => {
  const { may, seen, wrong } = window.stops;
  const missed = may.filter((one) => !seen.has(one));
  return [...wrong, ...missed.slice(0, 3).map((e) => `not reached by Tab: ${e.outerHTML?.slice(0, 90) ?? e}`)];
}"""


def edges(page: Page) -> list[str]:
    """Inputs whose edge and ground are both too faint."""
    found: list[str] = page.evaluate(EDGES)
    return found


def shifts(page: Page) -> list[str]:
    """What moved since the page was opened, or since it was asked last; `COUNT_SHIFTS` must run on the page."""
    found: list[str] = page.evaluate(SHIFTS)
    return [f"moved by {one}" for one in found]


def stops(page: Page) -> list[str]:
    """By the Tab key alone, from the top of the page: where the focus cannot be seen, and what it never reaches."""
    page.evaluate("() => { document.activeElement?.blur(); scrollTo(0, 0); }")
    count: int = page.evaluate(STOPS)
    for _ in range(count + 2):
        page.keyboard.press("Tab")
    found: list[str] = page.evaluate(STOPPED)
    page.evaluate("() => document.activeElement?.blur()")  # whoever looks next sees no link to skip over the top
    return found


def told(where: str, found: list[Any]) -> list[str]:
    return [f"{where}: {one}" for one in found]
