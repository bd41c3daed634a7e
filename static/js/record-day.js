// Says when a page is of a day that has gone by, and where the days of the record are not those of this browser.
// Without scripts the form asks which day is meant, and the settings name the zone.
const EVERY_MS = 30_000;
const notes = document.querySelector("[data-day]");

function dayIn(timeZone) {
  const parts = (locale, look) =>
    Object.fromEntries(
      new Intl.DateTimeFormat(locale, { timeZone, ...look })
        .formatToParts(new Date())
        .map(({ type, value }) => [type, value]),
    );
  const digits = { calendar: "gregory", numberingSystem: "latn", month: "2-digit", day: "2-digit" };
  const { year, month, day } = parts("en-US", { ...digits, year: "numeric" });
  const named = parts(document.documentElement.lang, { weekday: "short", day: "numeric", month: "short" });
  return {
    iso: `${year.padStart(4, "0")}-${month}-${day}`,
    words: notes.dataset.written.replace(/\{(\w+)\}/g, (_, part) => named[part]),
  };
}

let shown = "";

function look() {
  const [there, here] = [dayIn(notes.dataset.zone), dayIn(undefined)];
  const apart = there.iso !== here.iso && "elsewhere" in notes.dataset;
  const which = there.iso > notes.dataset.day ? "turned" : apart ? "elsewhere" : "";
  if (`${which} ${there.iso}` === shown) return;
  shown = `${which} ${there.iso}`;
  notes.replaceChildren(...(which ? [said(which, there.words)] : []));
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

if (notes) {
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
