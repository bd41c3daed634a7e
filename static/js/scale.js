// Arrow keys move between the eleven buttons of a scale; Home and End go to its ends. Tab still reaches each one.
const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

export function wireScales(root) {
  for (const tiles of root.querySelectorAll("[data-scale]")) {
    const buttons = [...tiles.querySelectorAll("button")];
    tiles.addEventListener("keydown", (event) => {
      const here = buttons.indexOf(event.target);
      if (here < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
      const there = target(event.key, here, buttons.length - 1, getComputedStyle(tiles).direction === "rtl");
      if (there === null) return;
      event.preventDefault();
      buttons[there].focus();
    });
  }
}

function target(key, here, last, rightToLeft) {
  if (key === "Home") return 0;
  if (key === "End") return last;
  if (!(key in STEPS)) return null;
  const sideways = key === "ArrowLeft" || key === "ArrowRight";
  const step = sideways && rightToLeft ? -STEPS[key] : STEPS[key];
  return Math.min(last, Math.max(0, here + step));
}
