// Colours in a figure are names, `var(--leg)`; Plotly wants what they stand for in the theme of the moment.

const NAMED = /^var\(--[\w-]+\)$/;

/** A copy of `figure` with every named colour as the computed colour it has inside `place`. */
export function resolved(figure, place) {
  const probe = document.createElement("span");
  probe.hidden = true;
  place.append(probe);
  const known = new Map();
  const colour = (name) => {
    if (!known.has(name)) {
      probe.style.color = name;
      known.set(name, getComputedStyle(probe).color);
    }
    return known.get(name);
  };
  const copy = (value) => {
    if (typeof value === "string") return NAMED.test(value) ? colour(value) : value;
    if (Array.isArray(value)) return value.map(copy);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]));
  };
  const made = copy(figure);
  probe.remove();
  return made;
}

/** Calls `redraw` after the system's or the page's own theme has changed. */
export function onThemeChange(redraw) {
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  new MutationObserver(redraw).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["class", "data-theme"],
  });
}
