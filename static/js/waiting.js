// What is tapped or typed while there is no network waits on this device, and is sent as soon as there is one. The bar
// of the page says whose account it is, by a key that tells nobody who that is; the shell is nobody's page, and takes
// for the account that was signed in here last.
import { itemOf } from "./waiting-item.js";
import { leaveWith } from "./waiting-leave.js";
import { showWaiting } from "./waiting-list.js";
import { keepForReading, showKept } from "./waiting-read.js";
import { sendAll, whoIsThere } from "./waiting-send.js";
import { add, canKeep, count, list, setState, signedOut, state } from "./waiting-store.js";
import { dayOf, minuteOf } from "./waiting-when.js";

const AGAIN_MS = 30_000;
const SIGNS = "warning_signs";
const bar = document.querySelector("[data-waiting]");
const shell = Boolean(bar && "waitingShell" in bar.dataset);
const tabs = globalThis.BroadcastChannel ? new BroadcastChannel("waiting") : null;
const kept = new Map();
let account = bar?.dataset.waiting ?? "";
let timer = 0;
let keeps = canKeep();

async function show() {
  await showWaiting(bar, account, answered);
}

async function answered() {
  tabs?.postMessage("changed");
  await show();
  await send();
}

async function send() {
  clearTimeout(timer);
  if (!account) return;
  let some = false;
  const how = await sendAll(account, () => {
    some = true;
    return show();
  });
  if (how === "out" || how === "other" || (how === "sent" && shell && !(await isStillSignedIn()))) await nobodys();
  else if (how === "away") timer = setTimeout(send, AGAIN_MS);
  if (some) await settle();
}

// Where nobody answers, it is not known to have ended.
async function isStillSignedIn() {
  const who = await whoIsThere();
  return !who || who.key === account;
}

// What was sent is in the record by now: the page shows it.
async function settle() {
  tabs?.postMessage("changed");
  if (shell) return;
  kept.clear();
  document.dispatchEvent(new CustomEvent("outdated"));
}

// The sign-in ended, or somebody else is signed in by now: nothing of this account is shown or sent here any more, and
// nothing but what was not sent yet stays, sealed.
async function nobodys() {
  await signedOut(account);
  account = "";
  await show();
  if (!shell) return;
  await showKept(bar, account);
  wrong(bar.dataset.nobody);
}

function wrong(words) {
  const line = bar.querySelector("[data-waiting-wrong]");
  line.textContent = words;
  line.hidden = !words;
}

/** Keeps what a form holds; the form stays as it is where that fails. */
async function take(form, fields) {
  if (!account) return wrong(keeps ? bar.dataset.nobody : bar.dataset.notKept);
  try {
    const item = await itemOf(form, fields, { shell, before: [...(await list(account)), ...kept.values()] });
    await add(account, item);
    kept.set(`${item.kind} ${item.which} ${item.day}`, item);
    wrong("");
    settleForm(form, item);
  } catch {
    return wrong(bar.dataset.notKept);
  }
  tabs?.postMessage("changed");
  await show();
  navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("waiting")).catch(() => undefined);
  if (navigator.onLine) await send();
  else timer = setTimeout(send, AGAIN_MS);
}

// A second tap is another one; a number that was tapped is seen to be.
function settleForm(form, item) {
  const [id, score] = [form.elements.namedItem("id"), item.fields.find(([name]) => name === "score")];
  if (id) id.value = crypto.randomUUID();
  for (const one of score ? form.querySelectorAll("[aria-pressed]") : []) {
    one.setAttribute("aria-pressed", String(one.value === score[1]));
  }
  const signs = item.fields.some(([name, value]) => name === SIGNS && value && value !== "none");
  const help = bar.querySelector("[data-waiting-help]");
  if (help && signs) help.hidden = false;
  form.dispatchEvent(new CustomEvent("kept", { bubbles: true }));
  if (!shell || item.kind === "score") return;
  form.reset();
  fillClocks(form);
}

function fillClocks(root) {
  for (const one of root.querySelectorAll("[data-waits-today]")) begun(one, dayOf(new Date()));
  for (const one of root.querySelectorAll("[data-waits-now]")) begun(one, minuteOf(new Date()));
}

// It is what the field begins with: nobody typed it.
function begun(one, value) {
  one.defaultValue = value;
  one.value = value;
}

function pairsOf(form, button) {
  const pairs = [...new FormData(form, button?.name ? button : null)];
  return pairs.map(([name, value]) => [name, String(value).replace(/\r\n?|\n/g, "\r\n")]);
}

function onSubmit(event) {
  const form = event.target;
  const apart = shell || (!navigator.onLine && !form.hasAttribute("data-in-place"));
  if (event.defaultPrevented || !form.dataset.waits || !apart || (!shell && !canKeep())) return;
  event.preventDefault();
  take(form, pairsOf(form, event.submitter));
}

// A form that is saved in place, and nobody answered.
function onUnsent(event) {
  if (!event.target.dataset.waits || !canKeep()) return;
  event.preventDefault();
  take(event.target, event.detail);
}

async function begin() {
  if (!keeps) throw new Error("nothing is kept here");
  if (shell) account = (await state("who")) ?? "";
  else if ((await state("who")) !== account) await setState("who", account);
  if (shell && !account) wrong(bar.dataset.nobody);
  await show();
  if (shell) await showKept(bar, account);
  else await keepForReading(account);
  await send();
}

if (bar) {
  fillClocks(document);
  document.addEventListener("submit", onSubmit, { capture: true });
  document.addEventListener("unsent", onUnsent);
  leaveWith(() => account, async () => {
    await send();
    return count(account);
  });
  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());
  tabs?.addEventListener("message", show);
  begin().catch(() => {
    keeps = false;
    if (shell) wrong(bar.dataset.notKept);
  });
}
