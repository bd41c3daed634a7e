// The browser's time zone, where the person has not chosen one and the form knows it.
export function fillTimeZones(root) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone) return;
  for (const field of root.querySelectorAll("[data-time-zone]")) {
    if (field instanceof HTMLSelectElement) choose(field, zone);
    else if (!field.value) field.value = zone;
  }
}

function choose(select, zone) {
  const chosen = select.querySelector("option[selected]");
  if (chosen && chosen.value !== "" && select.dataset.timeZone !== "guess") return;
  if ([...select.options].some((option) => option.value === zone)) select.value = zone;
}
