// A page of somebody else's record shows nothing once the share has ended, also one that the browser kept: it asks
// whenever somebody comes back to it, is put away hidden, and where it cannot ask, as offline, it stays hidden and says
// so. What was typed stays in it, also where the sign-in has ended meanwhile; once the share has ended it is all that
// stays. Without scripts the next request finds out, and a picture keeps pages from being kept.

const bar = document.querySelector("[data-still-shared]");
const note = document.querySelector(".kept-back-note");
const root = document.documentElement;
const NOTHING_SHOWN = document.querySelector(".brand").textContent.trim();
const PATIENCE_MS = 8_000;
const AGAIN_MS = 15_000;
let turn = 0;
let before = null;
let over = false;

function typed() {
  const fields = [...document.querySelectorAll("main textarea, main input[type=text]")];
  return fields.filter((one) => one.value !== one.defaultValue && one.value.trim()).map((one) => one.value);
}

function hide({ told, why = "away" }) {
  before ??= { title: document.title, focused: document.activeElement };
  document.title = NOTHING_SHOWN;
  root.classList.add("kept-back");
  root.classList.toggle("kept-back-told", told);
  for (const part of note.querySelectorAll("[data-why]")) part.hidden = !part.dataset.why.split(" ").includes(why);
}

function leave(words) {
  if (!words.length) return location.reload();
  over = true;
  const field = Object.assign(document.createElement("textarea"), { readOnly: true, rows: 8, value: words.join("\n") });
  field.setAttribute("aria-labelledby", "typed-here");
  note.querySelector("[data-typed-here]").append(field);
  hide({ told: true, why: "over" });
  document.body.replaceChildren(note);
}

function show() {
  if (!before) return;
  root.classList.remove("kept-back", "kept-back-told");
  document.title = before.title;
  before.focused?.focus({ preventScroll: true });
  before = null;
}

async function ask() {
  if (over || document.visibilityState !== "visible") return;
  turn += 1;
  const own = turn;
  let answer = null;
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    answer = await fetch(bar.dataset.stillShared, { cache: "no-store", redirect: "manual", signal });
  } catch {
    // Nobody answers.
  }
  if (own !== turn) return;
  if (answer?.status === 204) show();
  else if (!answer || answer.status === 429 || answer.status >= 500) hide({ told: true });
  else if (answer.type === "opaqueredirect" && typed().length) hide({ told: true, why: "out" });
  else leave(typed());
}

if (bar) {
  addEventListener("pagehide", () => hide({ told: false }));
  addEventListener("pageshow", (event) => event.persisted && ask());
  document.addEventListener("visibilitychange", ask);
  addEventListener("focus", ask);
  addEventListener("online", ask);
  document.querySelector("[data-ask-again]").addEventListener("click", ask);
  setInterval(() => before && ask(), AGAIN_MS);
}
