// A tap on a number while the details hold unsaved answers sends both, so that nothing typed is lost.
const SITES = { "leg-scale": "leg_pain", "back-scale": "back_pain" };

for (const details of document.querySelectorAll("[data-day-details]")) {
  let touched = false;
  let tapped = null;
  details.addEventListener("input", () => {
    touched = true;
  });
  details.addEventListener("formdata", (event) => {
    if (tapped) event.formData.set(tapped.name, tapped.value);
    tapped = null;
  });
  for (const [id, name] of Object.entries(SITES)) {
    const scale = document.getElementById(id);
    if (!scale) continue;
    scale.addEventListener("submit", (event) => {
      if (!touched || !event.submitter) return;
      event.preventDefault();
      tapped = { name, value: event.submitter.value };
      details.requestSubmit();
    });
  }
}
