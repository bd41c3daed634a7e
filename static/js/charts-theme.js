// Colours in a figure are names, `var(--leg)`; Plotly wants what they stand for in the theme of the moment.

const NAMED = /^var\(--[\w-]+\)$/;

/** What `use` makes of a function that tells the computed colour, inside `place`, of any named one. */
export function withColours(place, use) {
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
  try {
    return use((value) => (NAMED.test(value) ? colour(value) : value));
  } finally {
    probe.remove();
  }
}

/** A copy of `figure` with every named colour as the computed colour it has inside `place`. */
export function resolved(figure, place) {
  return withColours(place, (coloured) => {
    const copy = (value) => {
      if (typeof value === "string") return coloured(value);
      if (Array.isArray(value)) return value.map(copy);
      if (value === null || typeof value !== "object") return value;
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]));
    };
    return copy(figure);
  });
}

/** Calls `redraw` after the system's or the page's own theme has changed. */
export function onThemeChange(redraw) {
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  new MutationObserver(redraw).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["class", "data-theme"],
  });
}
