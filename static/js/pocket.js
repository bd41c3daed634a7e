// The pages that open without network: the day is the device's own, or the earlier one that the address names.
import { wireBodyMaps } from "./body-map.js";
import { wireButtons } from "./buttons.js";
import { wireScales } from "./scale.js";
import { wireWorker } from "./worker.js";

const DAY = /\/days\/(\d{4}-\d{2}-\d{2})$/;
const LONG = { weekday: "long", day: "numeric", month: "long" };
const EACH_MS = 30_000;
const ASK_AGAIN_MS = 15_000;
const WELL = "/healthz";
const heading = document.querySelector("[data-day-heading]");
const back = document.querySelector("[data-back]");

function today() {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

function inWords(day) {
  const parts = new Intl.DateTimeFormat(document.documentElement.lang, LONG).formatToParts(day);
  const named = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return heading.dataset.dayHeading.replace(/\{(\w+)\}/g, (_, part) => named[part]);
}

// Which day the page is of; another one by the time that the night is over.
function showDay() {
  const asked = DAY.exec(location.pathname)?.[1] ?? "";
  const before = asked && asked < today() ? asked : "";
  const shown = new Date(`${before || today()}T12:00`);
  const words = inWords(shown);
  if (heading.textContent !== words) heading.textContent = words;
  document.title = document.title.replace(/^.* · /, `${heading.textContent} · `);
  for (const form of document.querySelectorAll("[data-of-day]")) {
    if (before) form.dataset.waitsDay = before;
    else delete form.dataset.waitsDay;
  }
  for (const input of document.querySelectorAll("[data-day-before]")) {
    input.disabled = !before;
    input.value = before;
  }
}

// What was noted is noted: on to the next step, as on Today.
function goOn({ target }) {
  const next = document.getElementById(target.dataset.then ?? "");
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

function wireKinds() {
  for (const select of document.querySelectorAll("[data-kind]")) {
    const say = () => {
      select.form.dataset.waitsWhich = select.value;
      select.form.dataset.waitsWords = select.selectedOptions[0].textContent;
    };
    select.addEventListener("change", say);
    select.form.addEventListener("reset", () => setTimeout(say));
    say();
  }
}

// Whether the app answers again; then its own page is one tap away, and nothing goes by itself.
async function lookForNetwork() {
  if (document.visibilityState !== "visible") return;
  const said = await fetch(WELL, { cache: "no-store" }).then((answer) => answer.text(), () => "");
  back.hidden = said.trim() !== "ok";
}

// Nothing of these forms may ever stand in an address.
function stay(event) {
  if ("waits" in event.target.dataset) event.preventDefault();
}

document.documentElement.classList.add("scripted");
document.addEventListener("submit", stay);
for (const wire of [wireScales, wireBodyMaps, wireButtons, wireWorker]) wire(document);
if (heading) {
  showDay();
  wireKinds();
  setInterval(showDay, EACH_MS);
  setInterval(lookForNetwork, ASK_AGAIN_MS);
  addEventListener("online", lookForNetwork);
  document.addEventListener("visibilitychange", () => {
    showDay();
    lookForNetwork();
  });
  document.addEventListener("kept", goOn);
  lookForNetwork();
}
