// Makes the session form quicker: tap points in the picture, find one by its name, add a row for an exercise.
import { wirePointPictures } from "./point-map.js";

function findPoints(fieldset) {
  const find = fieldset.querySelector("[data-points-find]");
  const more = fieldset.querySelector("[data-points-more]");
  if (!find || !more) return;
  const input = find.querySelector("input");
  const every = new Set([...fieldset.querySelectorAll("datalist option")].map((option) => option.value));
  find.hidden = false;

  function take() {
    if (!every.has(input.value)) return false;
    const code = input.value.split(" ")[0];
    const chip = fieldset.querySelector(`input[type="checkbox"][value="${CSS.escape(code)}"]`);
    if (chip) {
      chip.checked = true;
      chip.dispatchEvent(new Event("change", { bubbles: true }));
    } else {
      const before = more.value.trim().replace(/[;,]$/, "");
      more.value = before ? `${before}; ${code}` : code;
    }
    input.value = "";
    return true;
  }

  input.addEventListener("input", (event) => {
    // Picking from the list comes as a replacement; typing the last letter of "ST3" must not swallow "ST36".
    if (!event.inputType || event.inputType === "insertReplacementText") take();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && input.value) {
      event.preventDefault();
      if (!take()) {
        const wanted = input.value.trim().toLowerCase();
        const found = [...every].find((value) => value.toLowerCase().split(" ").includes(wanted));
        if (found) {
          input.value = found;
          take();
        }
      }
    }
  });
  input.addEventListener("change", take);
}

function addExercises(fieldset) {
  const button = fieldset.querySelector("[data-add-exercise]");
  if (!button) return;
  const rows = () => [...fieldset.querySelectorAll("[data-exercise]")];
  const most = Number(fieldset.dataset.most);
  button.hidden = rows().length >= most;
  button.addEventListener("click", () => {
    const number = rows().length;
    const row = rows()[number - 1].cloneNode(true);
    row.setAttribute("aria-label", fieldset.dataset.rowName.replace("{number}", number + 1));
    for (const input of row.querySelectorAll("input")) {
      input.name = input.name.replace(/-\d+-/, `-${number}-`);
      input.value = "";
    }
    rows()[number - 1].after(row);
    row.querySelector("input").focus();
    button.hidden = rows().length >= most;
  });
}

// That there were none, and what there was, are two answers: the one that is chosen takes the other away.
function noneOrSome(fieldset) {
  const none = fieldset.querySelector("[data-none]");
  const form = fieldset.closest("form");
  form.addEventListener("change", ({ target }) => {
    if (target.name !== none.name || !target.checked) return;
    for (const box of form.querySelectorAll(`input[name="${none.name}"]`)) {
      if ((target === none) !== (box === none)) box.checked = false;
    }
  });
}

document.querySelectorAll("[data-points]").forEach(findPoints);
document.querySelectorAll("[data-exercises]").forEach(addExercises);
document.querySelectorAll("[data-effects]").forEach(noneOrSome);
wirePointPictures(document);
