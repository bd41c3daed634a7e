// "None of these" and any other answer take each other's tick away; without scripts the form says so when it is sent.
for (const form of document.querySelectorAll("[data-none-of-these]")) {
  form.addEventListener("change", ({ target }) => {
    if (target.type !== "checkbox" || !target.checked) return;
    const none = form.dataset.noneOfThese;
    for (const other of form.querySelectorAll(`input[type="checkbox"][name="${target.name}"]`)) {
      if (other !== target && (target.value === none || other.value === none)) other.checked = false;
    }
  });
}
