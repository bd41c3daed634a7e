// Signing out empties this browser: what still waits is sent first, or its person is asked.
import { canKeep, count, countAll, forget } from "./waiting-store.js";

const sure = new WeakSet();
// Signing out does not wait for a disk that does not answer: the server's answer empties this browser all the same.
const PATIENCE_MS = 3000;

/** `account` gives whose page it is, `send` tries to send and says how many are left. */
export function leaveWith(account, send) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!("signsOut" in form.dataset) || sure.has(form) || !canKeep() || !account()) return;
    event.preventDefault();
    leave(form, account(), send).catch(() => go(form));
  }, { capture: true });
}

async function leave(form, account, send) {
  const left = (await soon(count(account), 0)) && (await send());
  const dialog = document.querySelector("[data-waiting-leave]");
  if (left && dialog && !(await agreed(dialog))) return;
  await soon(forget(account));
  // What waits for somebody else on this device is sealed, and stays.
  const others = await soon(countAll(), 0);
  if (others) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "others_wait", value: "yes" }));
  go(form);
}

function soon(asked, otherwise) {
  return Promise.race([asked, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, otherwise))]);
}

function agreed(dialog) {
  return new Promise((resolve) => {
    dialog.returnValue = "";
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "lose"), { once: true });
    dialog.showModal();
  });
}

function go(form) {
  sure.add(form);
  form.requestSubmit();
}
