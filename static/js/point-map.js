// The pictures of the usual points: a tap ticks the point nearest to it and says its side, and the ticks colour them.
const REACH = 30; // how far from a point a finger may land, in pixels

export function wirePointPictures(root) {
  for (const fieldset of root.querySelectorAll("[data-points]")) {
    wireSides(fieldset);
    wireCount(fieldset);
    wireChosen(fieldset);
    wirePicture(fieldset);
  }
}

function wirePicture(fieldset) {
  const picture = fieldset.querySelector("[data-point-picture]");
  if (!picture) return;
  const needles = [...picture.querySelectorAll("[data-point]")];
  const paint = () => {
    for (const needle of needles) {
      const side = sideOf(fieldset, needle.dataset.point);
      const here = side === "both" || side === "" || side === needle.dataset.at;
      needle.classList.toggle("chosen", side !== null && here);
    }
  };
  picture.addEventListener("click", (event) => {
    const needle = nearest(needles, event);
    if (needle) tap(fieldset, needle.dataset.point, needle.dataset.at);
  });
  fieldset.addEventListener("change", paint);
  fieldset.closest("form")?.addEventListener("reset", () => setTimeout(paint));
  window.addEventListener("pageshow", paint);
  paint();
}

function nearest(needles, event) {
  let found = null;
  let least = REACH;
  for (const needle of needles) {
    const box = needle.querySelector("circle").getBoundingClientRect();
    const far = Math.hypot(box.x + box.width / 2 - event.clientX, box.y + box.height / 2 - event.clientY);
    if (far < least) [found, least] = [needle, far];
  }
  return found;
}

const boxOf = (fieldset, code) => fieldset.querySelector(`input[type="checkbox"][value="${CSS.escape(code)}"]`);
const selectOf = (box) => box.closest(".with-side").querySelector("select");

// Null where it is not ticked, blank where its side is not said.
function sideOf(fieldset, code) {
  const box = boxOf(fieldset, code);
  if (!box?.checked) return null;
  return selectOf(box)?.value ?? "midline";
}

function tap(fieldset, code, side) {
  const box = boxOf(fieldset, code);
  const select = selectOf(box);
  const was = sideOf(fieldset, code);
  box.checked = select ? was !== side : was === null;
  if (select) select.value = sideAfter(was, side);
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

// The side once this one was tapped as well, or taken away.
function sideAfter(was, side) {
  if (was === side) return "";
  if (was === "both") return side === "left" ? "right" : "left";
  return was === null || was === "" ? side : "both";
}

// One tap says the side of all that are ticked; what is ticked after it begins on that side.
function wireSides(fieldset) {
  const radios = [...fieldset.querySelectorAll("[data-all-side]")];
  fieldset.addEventListener("change", (event) => {
    const all = radios.find((radio) => radio.checked)?.value;
    if (!all || !radios.includes(event.target)) return;
    for (const select of fieldset.querySelectorAll(".with-side > select")) {
      if (select.closest(".with-side").querySelector("input").checked) select.value = all;
    }
  });
}

// Offers the number of needles where every point is ticked: one at each, two where it is on both sides.
function wireCount(fieldset) {
  const button = fieldset.querySelector("[data-count-needles]");
  const input = button && fieldset.closest("form").querySelector(`[name="${button.dataset.countNeedles}"]`);
  if (!input) return;
  const count = () => {
    let number = 0;
    for (const box of fieldset.querySelectorAll(".with-side > .chip > input:checked")) {
      number += selectOf(box)?.value === "both" ? 2 : 1;
    }
    return fieldset.querySelector("[data-points-more]").value.trim() ? 0 : number;
  };
  const offer = () => {
    const number = count();
    button.hidden = number === 0 || input.value === String(number);
    button.textContent = button.dataset.words.replace("{number}", number);
  };
  button.addEventListener("click", () => {
    input.value = count();
    input.focus();
    offer();
  });
  fieldset.addEventListener("change", offer);
  input.addEventListener("input", offer);
  offer();
}

// How many are ticked in the list, said on its fold.
function wireChosen(fieldset) {
  const told = fieldset.querySelector("[data-points-chosen]");
  if (!told) return;
  const tell = () => {
    const number = fieldset.querySelectorAll(".with-side > .chip > input:checked").length;
    told.hidden = number === 0;
    told.textContent = told.dataset.words.replace("{number}", number);
  };
  fieldset.addEventListener("change", tell);
  window.addEventListener("pageshow", tell);
}
