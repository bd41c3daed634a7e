// Forms marked `data-in-place` are saved without leaving the page: the answer is the page that a full load would give,
// and what differs in it is brought in. Where the answer is another page, that one is opened; where it is no page to
// stay on (a fault, a question, a sign-in that ended), the form is sent again the ordinary way, which shows it. That is
// safe: a form says what it was opened with, and one that makes a record carries the record's id.
import { say, show } from "./notice.js";
import { patch } from "./patch.js";

const PATIENCE_MS = 15_000;
const TWICE_MS = 500;
const BAR = 96;
const ONCE = ["saved", "twice"];
const FILLED = "[data-notice-slot], [data-day]";
const main = document.querySelector("main");
const ordinary = new WeakSet();
const waiting = [];
let was = null;
let last = { button: null, at: -TWICE_MS };

/** `rewire` is called with each element that is new on the page. */
export function wireInPlace(rewire) {
  if (!main.querySelector("[data-in-place], .saved-notice")) return;
  was = stripped(main.cloneNode(true)).tree;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.hasAttribute("data-in-place") || ordinary.delete(form)) return;
    event.preventDefault();
    take(form, event.submitter, rewire);
  });
  document.addEventListener("outdated", () => refresh(rewire));
  // What was tapped and not sent yet is sent all the same, though its answer is seen by nobody.
  addEventListener("pagehide", () => {
    for (const { form, button } of waiting.splice(0).slice(1)) {
      fetch(form.action, { method: "POST", body: bodyOf(form, button), keepalive: true }).catch(() => undefined);
    }
  });
}

// One after the other, as each answer says what the next form was opened with. The same tap twice is one.
function take(form, button, rewire) {
  const at = performance.now();
  const again = button !== null && button === last.button && at - last.at < TWICE_MS;
  last = { button, at };
  if (again || (button !== null && waiting.some((one) => one.button === button))) return;
  waiting.push({ form, button });
  if (waiting.length === 1) sendAll(rewire);
}

async function sendAll(rewire) {
  while (waiting.length > 0) {
    const { form, button } = waiting[0];
    const step = (form.isConnected && (await send(form, button, rewire))) || "on";
    waiting.shift();
    if (step === "stop") waiting.length = 0;
  }
}

async function send(form, button, rewire) {
  const body = bodyOf(form, button);
  const typed = textOf(form);
  button?.setAttribute("aria-busy", "true");
  let answer = null;
  try {
    answer = await request(form.action, body);
  } catch {
    // Nobody answers.
  }
  button?.removeAttribute("aria-busy");
  if (isAway(answer)) {
    const unsent = new CustomEvent("unsent", { bubbles: true, cancelable: true, detail: [...body] });
    if (!form.dispatchEvent(unsent)) return "on"; // it waits on this device
    say(main.querySelector("[data-notice-slot]").dataset.away);
    return "stop";
  }
  const there = new URL(answer.responseURL || location.href);
  if (answer.status !== 200 || !answer.response || there.pathname === new URL(form.action).pathname) {
    ordinary.add(form);
    form.requestSubmit(button?.isConnected ? button : undefined);
    return "stop";
  }
  if (there.pathname !== location.pathname) {
    location.assign(there);
    return "stop";
  }
  bring(answer.response, there, { form, sent: textOf(form) === typed ? form : null, button, rewire });
  return "on";
}

// Nobody answers, or something that stands before the app does and says that it is not there.
function isAway(answer) {
  return !answer || answer.status === 0 || (answer.status >= 500 && !answer.getResponseHeader("Reporting-Endpoints"));
}

// The page as it stands by now: something was saved that it does not show.
async function refresh(rewire) {
  if (waiting.length > 0) return;
  try {
    const answer = await request(location.href, null, "GET");
    if (answer.status !== 200 || !answer.response || waiting.length > 0) return;
    if (new URL(answer.responseURL).pathname !== location.pathname) return;
    bring(answer.response, new URL(location.href), { form: main, sent: null, button: null, rewire });
  } catch {
    // It is seen when the page is opened next.
  }
}

/** The page is read by the browser itself: under our policy no script may make elements out of a text. */
function request(address, body, method = "POST") {
  return new Promise((resolve, reject) => {
    const asked = new XMLHttpRequest();
    asked.open(method, address);
    asked.responseType = "document";
    asked.timeout = PATIENCE_MS;
    asked.onload = () => resolve(asked);
    asked.onerror = asked.onabort = asked.ontimeout = reject;
    asked.send(body);
  });
}

function bring(page, there, { form, sent, button, rewire }) {
  const { tree, notice } = stripped(page.querySelector("main"));
  const before = document.activeElement;
  const focused = describe(before);
  const held = button ?? form;
  const top = held.getBoundingClientRect().top;
  const fresh = patch(main, was, tree, sent);
  was = tree;
  document.title = page.title;
  for (const name of ONCE) there.searchParams.delete(name);
  history.replaceState(history.state, "", `${there.pathname}${there.search}`);
  for (const one of fresh) {
    if (!one.isConnected) continue;
    rewire(one);
    one.dispatchEvent(new CustomEvent("brought", { bubbles: true }));
  }
  if (held.isConnected) scrollBy(0, held.getBoundingClientRect().top - top);
  if (form !== main || !before.isConnected) focusOn(form, focused);
  if (notice) show(document.importNode(notice, true), { fresh });
}

// On with the page's next step, or where the focus was.
function focusOn(form, focused) {
  const next = document.getElementById(form.dataset.then ?? "");
  if (next) {
    next.focus({ preventScroll: true });
    const { top, bottom } = next.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight - BAR) next.scrollIntoView({ block: "nearest" });
  } else if (document.activeElement === document.body) {
    (found(focused) ?? main).focus({ preventScroll: true });
  }
}

function describe(element) {
  return { id: element.id, name: element.name, value: element.value, action: element.form?.getAttribute("action") };
}

function found({ id, name, value, action }) {
  if (id) return document.getElementById(id);
  const buttons = [...main.querySelectorAll("button")].filter((one) => one.form?.getAttribute("action") === action);
  return buttons.find((one) => one.name === name && one.value === value) ?? null;
}

// The page without the notice, which comes and goes by itself, and without what stands where no scripts run.
function stripped(tree) {
  const notice = tree.querySelector(".saved-notice");
  notice?.remove();
  for (const one of tree.querySelectorAll("noscript")) one.remove();
  for (const one of tree.querySelectorAll(FILLED)) one.replaceChildren();
  return { tree, notice };
}

function bodyOf(form, button) {
  const pairs = [...new FormData(form, button?.isConnected ? button : null)];
  return new URLSearchParams(pairs.map(([name, value]) => [name, String(value).replace(/\r\n?|\n/g, "\r\n")]));
}

// What stands in the fields that are seen.
function textOf(form) {
  const seen = [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.localName !== "button");
  return JSON.stringify(seen.map((one) => [one.name, one.value, one.checked === true]));
}
