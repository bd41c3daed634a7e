// The drawing of the body: a tap on a region ticks its box and says which leg, and the boxes colour the drawing.
export function wireBodyMaps(root) {
  for (const map of root.querySelectorAll("[data-body-map]")) {
    const boxes = [...map.querySelectorAll("input[type=checkbox]")];
    const shapes = [...map.querySelectorAll("[data-region]")];
    const form = map.closest("form");
    const paint = () => paintMap(map, boxes, shapes, form);
    map.addEventListener("click", (event) => {
      const shape = event.target.closest("[data-region]");
      const box = boxes.find((one) => one.value === shape?.dataset.region);
      if (box) tap(shape, box, form);
    });
    (form ?? map).addEventListener("change", paint);
    form?.addEventListener("reset", () => setTimeout(paint));
    window.addEventListener("pageshow", paint);
    paint();
  }
}

// What is coloured on this leg is taken away; else the region is chosen, and the tapped leg with it.
function tap(shape, box, form) {
  const coloured = shape.classList.contains("chosen");
  if (coloured || !box.checked) box.click();
  if (coloured || !shape.dataset.leg) return;
  const wanted = sideWith(sideOf(form), shape.dataset.leg);
  [...(form?.querySelectorAll("input[name=side]") ?? [])].find((radio) => radio.value === wanted)?.click();
}

function sideOf(form) {
  return form?.querySelector("input[name=side]:checked")?.value ?? "";
}

// Which leg it is once this one hurts as well.
function sideWith(side, leg) {
  if (side === "both" || side === "switching") return side;
  return side === "" || side === leg ? leg : "both";
}

function paintMap(map, boxes, shapes, form) {
  const chosen = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  const farthest = farthestOf(boxes.filter((box) => box.checked));
  const side = sideOf(form) || map.dataset.side;
  for (const shape of shapes) {
    const here = !["left", "right"].includes(side) || !shape.dataset.leg || shape.dataset.leg === side;
    shape.classList.toggle("chosen", here && chosen.has(shape.dataset.region));
    shape.classList.toggle("farthest", here && shape.dataset.region === farthest);
    shape.classList.toggle("other-leg", !here);
    if (shape.dataset.leg && shape.classList.contains("farthest")) shape.parentNode.append(shape); // its outline on top
  }
}

// Of regions equally far the first in reading order, as the server names it.
function farthestOf(boxes) {
  let best = null;
  for (const box of boxes) {
    if (best === null || Number(box.dataset.rank) > Number(best.dataset.rank)) best = box;
  }
  return best?.value ?? null;
}
