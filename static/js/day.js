// A tap on a number while the details hold unsaved answers sends both, so that nothing typed is lost.
import { typedIn } from "./patch.js";

const SITES = { "leg-scale": "leg_pain", "back-scale": "back_pain" };
const DETAILS = "[data-day-details]";
const tapped = new Map();

export function wireDay() {
  document.addEventListener("submit", onSubmit, { capture: true });
  document.addEventListener("formdata", (event) => {
    if (!event.target.matches(DETAILS)) return;
    for (const [name, value] of tapped) event.formData.set(name, value);
    tapped.clear();
  });
}

function onSubmit(event) {
  const [name, details] = [SITES[event.target.id], document.querySelector(DETAILS)];
  if (event.defaultPrevented || !name || !event.submitter || !details || !typedIn(details)) return;
  event.preventDefault();
  tapped.set(name, event.submitter.value);
  details.requestSubmit();
}
