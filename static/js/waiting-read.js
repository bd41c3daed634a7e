// What somebody wants to read without network on this device: the last fourteen days, the verdict, the next appointment.
import { keep, keptOf, setState, state } from "./waiting-store.js";

const PATIENCE_MS = 15_000;

/** Keeps it anew, where that is wanted here; and lets it be chosen on the page that has the switch. */
export async function keepForReading(account) {
  const box = document.querySelector("[data-waiting-read]");
  const wanted = Boolean(await state(`wanted ${account}`));
  if (box) wireSwitch(box, account, wanted);
  if (wanted) await fetchAndKeep(account);
}

function wireSwitch(box, account, wanted) {
  box.checked = wanted;
  box.closest("[hidden]")?.removeAttribute("hidden");
  box.addEventListener("change", async () => {
    await setState(`wanted ${account}`, box.checked ? true : undefined);
    if (box.checked) await fetchAndKeep(account);
    else await keep(account, undefined);
  });
}

async function fetchAndKeep(account) {
  const address = document.querySelector("[data-waiting]").dataset.read;
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(address, { cache: "no-store", redirect: "manual", signal });
    if (answer.status === 200) await keep(account, await answer.json());
    else if (answer.status < 500) await keep(account, undefined);
  } catch {
    // What was kept before stays.
  }
}

/** Shows what was kept, on the shell; nothing of nobody. */
export async function showKept(bar, account) {
  const [place, found] = [bar.querySelector("[data-waiting-kept]"), account && (await keptOf(account))];
  place.hidden = !found;
  if (!found) return;
  place.querySelector("[data-kept-as-of]").textContent = found.as_of;
  const lines = [found.verdict, found.next, ...found.days].filter(Boolean);
  place.querySelector("[data-kept-lines]").replaceChildren(
    ...lines.map((words) => Object.assign(document.createElement("li"), { textContent: words })),
  );
}
