// A second tap while a form is on its way does nothing. The button is not `disabled`, as its own value must be sent.
// A form on a page that the Back button brought back says so: it may have made its record before.
const sent = new WeakSet();

export function wireSubmitOnce(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("data-again")) return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    mark(event.submitter, true);
  });
  // A page brought back by the Back button must take the form again.
  window.addEventListener("pageshow", (event) => {
    const cameBack = event.persisted || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
    for (const form of document.forms) {
      sent.delete(form);
      for (const button of form.querySelectorAll("[aria-disabled=true]")) mark(button, false);
      if (cameBack && form.method === "post") sayItCameBack(form);
    }
  });
}

function sayItCameBack(form) {
  if (!form.elements.namedItem("id") || form.elements.namedItem("came_back")) return;
  const input = document.createElement("input");
  input.type = "hidden";
  input.name = "came_back";
  input.value = "yes";
  form.append(input);
}

function mark(button, busy) {
  if (!button) return;
  if (busy) button.setAttribute("aria-disabled", "true");
  else button.removeAttribute("aria-disabled");
}
