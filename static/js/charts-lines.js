// Lines of another page that stand folded on this one, and come when somebody opens them.

import { page } from "./charts-numbers.js";

async function bring(fold) {
  const address = fold.dataset.lines;
  if (!fold.open || !address) return;
  fold.dataset.lines = "";
  fold.setAttribute("aria-busy", "true");
  try {
    const found = (await page(address))?.querySelector("[data-lines-here]");
    if (!found) throw new Error("no lines");
    fold.querySelector("summary").after(...[...found.children].map((line) => document.importNode(line, true)));
  } catch {
    fold.dataset.lines = address;
  } finally {
    fold.removeAttribute("aria-busy");
  }
}

/** Where they cannot be had the link to their page stays, and it can be tried again. */
export function wireLines(place) {
  for (const fold of place.querySelectorAll("[data-lines]")) fold.addEventListener("toggle", () => bring(fold));
}
