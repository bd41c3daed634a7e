// Charts that are folded away on a phone. A wide screen has room for all of them, and so has paper.

const WIDE = window.matchMedia("(min-width: 700px)");
let forPaper = [];

function folds(place) {
  return [...place.querySelectorAll("[data-fold]")];
}

function open(some) {
  for (const fold of some) fold.open = true;
}

/** Lets whatever is folded in `place` stand open where there is room. */
export function wireFolds(place) {
  const some = folds(place).filter((fold) => !fold.hasAttribute("data-wired"));
  if (WIDE.matches) open(some);
  // Until here the style sheet showed them all; from here on each can be closed as well.
  for (const fold of some) fold.toggleAttribute("data-wired", true);
}

WIDE.addEventListener("change", () => WIDE.matches && open(folds(document)));
// All of it is printed.
window.addEventListener("beforeprint", () => {
  forPaper = folds(document).filter((fold) => !fold.open);
  open(forPaper);
});
window.addEventListener("afterprint", () => forPaper.forEach((fold) => (fold.open = false)));
