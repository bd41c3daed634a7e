// After a form came back with errors, the list of them is read out and shown first.
export function wireErrors(root) {
  root.querySelector("[data-errors]")?.focus();
}
