// Says when a page is of a day that has gone by, and where the days of the record are not those of this browser.
// Without scripts the form asks which day is meant, and the settings name the zone.
const EVERY_MS = 30_000;
let notes = null;

// What writes the parts of a day there is costly to make, as zones and languages are looked up for it.
function writer(locale, look) {
  const made = new Intl.DateTimeFormat(locale, { timeZone: notes.dataset.zone, ...look });
  return () => Object.fromEntries(made.formatToParts(new Date()).map(({ type, value }) => [type, value]));
}

function iso(year, month, day) {
  return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
}

let digits = null;

function dayThere() {
  const latin = { calendar: "gregory", numberingSystem: "latn", year: "numeric", month: "2-digit", day: "2-digit" };
  digits ??= writer("en-US", latin);
  const { year, month, day } = digits();
  return iso(year, month, day);
}

function dayHere() {
  const now = new Date();
  return iso(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

function inWords(there) {
  const named = writer(document.documentElement.lang, { weekday: "short", day: "numeric", month: "short" })();
  named.iso = there;
  return notes.dataset.written.replace(/\{(\w+)\}/g, (_, part) => named[part]);
}

let shown = "";

function look() {
  const [there, here] = [dayThere(), dayHere()];
  const apart = there !== here && "elsewhere" in notes.dataset;
  const which = there > notes.dataset.day ? "turned" : apart ? "elsewhere" : "";
  if (`${which} ${there}` === shown) return;
  shown = `${which} ${there}`;
  notes.replaceChildren(...(which ? [said(which, inWords(there))] : []));
}

function said(which, day) {
  const [line, [before, after]] = [document.createElement("p"), notes.dataset[which].split("{day}")];
  const strong = document.createElement("b");
  strong.textContent = day;
  line.append(before, strong, after);
  if (which === "elsewhere") {
    line.className = "soft small";
    return line;
  }
  if (notes.dataset.again) {
    const link = document.createElement("a");
    link.href = notes.dataset.again;
    link.textContent = notes.dataset.againWords;
    line.append(" ", link);
  }
  const notice = document.createElement("div");
  notice.className = "notice notice-info";
  notice.append(line);
  return notice;
}

function lookAgain() {
  if (document.visibilityState === "visible") look();
}

export function wireRecordDay() {
  notes = document.querySelector("[data-day]");
  if (!notes) return;
  try {
    look();
    document.addEventListener("visibilitychange", lookAgain);
    addEventListener("pageshow", lookAgain);
    addEventListener("focus", lookAgain);
    setInterval(lookAgain, EVERY_MS);
  } catch {
    // A zone that this browser does not know: nothing can be told.
  }
}
