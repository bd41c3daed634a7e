// What waits, as a page shows it: how many, each with its words, and what is asked or was refused, with ways to answer.
import { change, list, remove } from "./waiting-store.js";

const rowOf = new WeakMap();
const written = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "short", day: "numeric", month: "short" });
let going = null;
let next = null;

/**
 * Shows what waits for the account of `bar`; `after` is called once something was answered. Asked for often while it is
 * shown, it is shown once more, and not each time.
 */
export function showWaiting(...told) {
  next = told;
  going ??= showToTheLast().finally(() => (going = null));
  return going;
}

async function showToTheLast() {
  while (next) {
    const told = next;
    next = null;
    await show(...told);
  }
}

async function show(bar, account, after) {
  const items = account ? await list(account) : [];
  const line = bar.querySelector("[data-waiting-count]");
  const words = items.length ? bar.dataset.count.replace("{n}", items.length.toLocaleString(document.documentElement.lang)) : "";
  if (line.textContent !== words) line.textContent = words;
  bar.toggleAttribute("data-any", items.length > 0);
  const rows = bar.querySelector("[data-waiting-list]");
  if (!rows || rows.contains(document.activeElement)) return;
  const more = bar.querySelector("details");
  if (items.some((item) => item.asked || item.wrong)) more.open = true;
  more.ontoggle ??= () => showWaiting(bar, account, after);
  rows.replaceChildren(...(more.open ? items.map((item) => known(item, () => row(bar, account, item, after))) : []));
}

function known(item, make) {
  if (!rowOf.has(item)) rowOf.set(item, make());
  return rowOf.get(item);
}

function row(bar, account, item, after) {
  const made = bar.querySelector("template").content.firstElementChild.cloneNode(true);
  const part = (name) => made.querySelector(`[data-${name}]`);
  const act = async (what) => {
    document.activeElement?.blur();
    await what();
    await after();
  };
  part("words").textContent = item.words ?? "";
  part("when").textContent = whenOf(item);
  const state = item.wrong ? "wrong" : item.asked ? "asked" : "waits";
  for (const one of made.querySelectorAll("[data-state]")) one.hidden = one.dataset.state !== state;
  part("drop").addEventListener("click", () => {
    part("drop").hidden = true;
    part("sure").hidden = false;
    part("yes").focus();
  });
  part("no").addEventListener("click", () => {
    part("drop").hidden = false;
    part("sure").hidden = true;
    part("drop").focus();
  });
  part("yes").addEventListener("click", () => act(() => remove(item)));
  if (item.asked) ask(part("answers"), bar, item, (answer) => act(() => change(account, answered(item, answer))));
  if (item.wrong) correct(part("answers"), bar, item, (fields) => act(() => change(account, answered(item, { fields }))));
  return made;
}

function whenOf({ day, madeAt = "" }) {
  const shown = new Date(`${day}T12:00`);
  return Number.isNaN(shown.getTime()) ? "" : `${written.format(shown)}, ${madeAt.slice(11, 16)}`;
}

function answered(item, answer) {
  const { asked: _asked, wrong: _wrong, tries: _tries, ...kept } = item;
  return { ...kept, ...answer };
}

// Which answer counts where both were changed, which day is meant, or whether it is a visit that is there already.
function ask(place, bar, item, take) {
  const { both = [], opened, ways = [], problems = [], near = [] } = item.asked;
  for (const one of [...both, ...problems]) place.append(line(`${one.label} ${one.said}`.trim()));
  const others = item.fields.filter(([name]) => name !== "opened" && !name.startsWith("settle-"));
  const mine = [...others, ["opened", opened ?? ""]];
  if (both.length) {
    place.append(button(bar.dataset.mine, () => take({ fields: mine })));
    const newer = both.map(({ name }) => [`settle-${name}`, "newer"]);
    place.append(button(bar.dataset.newer, () => take({ fields: [...mine, ...newer] })));
  }
  for (const { words, action, fields } of ways) {
    if (fields) place.append(button(words, () => take({ fields: fields.filter(([name]) => name !== "csrf_token"), action })));
    else place.append(link(words, action));
  }
  if (near.length) {
    const apart = [...item.fields.filter(([name]) => name !== "looked_at"), ["looked_at", near.join(" ")]];
    place.append(button(bar.dataset.apart, () => take({ fields: apart })));
  }
}

// What was refused, with its reasons and what was typed, to be put right here.
function correct(place, bar, item, take) {
  const inputs = [];
  for (const { name, label, said } of item.wrong.problems ?? [{ name: "", label: "", said: bar.dataset.refused }]) {
    if (!name) {
      place.append(line(`${label} ${said}`.trim()));
      continue;
    }
    const known = item.fields.find(([one]) => one === name)?.[1] ?? "";
    const [field, input] = [document.createElement("label"), document.createElement("input")];
    input.type = typeOf(known);
    input.value = known;
    field.className = "field";
    field.append(`${label}: ${said}`, input);
    place.append(field);
    inputs.push([name, input]);
  }
  const fields = () => {
    const left = item.fields.filter(([name]) => !inputs.some(([one]) => one === name));
    return [...left, ...inputs.map(([name, input]) => [name, input.value])];
  };
  place.append(button(bar.dataset.again, () => take(fields())));
}

function typeOf(value) {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return "date";
  return /^\d{2}:\d{2}$/.test(value) ? "time" : "text";
}

function line(words) {
  return Object.assign(document.createElement("p"), { textContent: words });
}

function button(words, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "chip-button", textContent: words });
  made.addEventListener("click", act);
  return made;
}

function link(words, href) {
  return Object.assign(document.createElement("a"), { href, textContent: words, className: "chip-button" });
}
