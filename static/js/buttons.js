// Show a password, print a page, copy a list: buttons that only exist where scripts run.
export function wireButtons(root) {
  for (const place of root.querySelectorAll("[data-show-password]")) addShow(place);
  for (const button of root.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  for (const button of root.querySelectorAll("[data-copy]")) wireCopy(root, button);
}

function addShow(place) {
  const input = place.querySelector("input");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button quiet";
  const show = (shown) => {
    input.type = shown ? "text" : "password";
    button.textContent = shown ? place.dataset.hide : place.dataset.show;
    button.setAttribute("aria-label", shown ? place.dataset.hideTyped : place.dataset.showTyped);
  };
  show(false);
  button.addEventListener("click", () => show(input.type === "password"));
  // Browsers offer to keep a password only if it is sent as one.
  input.form?.addEventListener("submit", () => show(false));
  place.append(button);
}

// data-copy names the element whose lines are copied.
function wireCopy(root, button) {
  const source = root.querySelector(button.dataset.copy);
  if (!source || !navigator.clipboard) return;
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.innerText.trim());
      button.textContent = button.dataset.copied;
    } catch {
      button.textContent = button.dataset.notCopied;
    }
    setTimeout(() => {
      button.textContent = words;
    }, 2000);
  });
}
