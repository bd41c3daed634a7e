// The browser's time zone, where the person has not chosen one and the form knows it.
export function fillTimeZones(root) {
  const fields = root.querySelectorAll("[data-time-zone]");
  if (fields.length === 0) return; // the question below holds up a slow phone for more than a tenth of a second
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone) return;
  for (const field of fields) {
    if (field instanceof HTMLSelectElement) choose(field, zone);
    else if (!field.value) field.value = zone;
  }
}

function choose(select, zone) {
  const chosen = select.querySelector("option[selected]");
  if (chosen && chosen.value !== "" && select.dataset.timeZone !== "guess") return;
  if ([...select.options].some((option) => option.value === zone)) select.value = zone;
}
