// From a form to what waits of it: its fields, the day and the moment it is of, and what the device knew when it was made.
import { dayOf, minuteOf, stampOf } from "./waiting-when.js";

const MAKES_A_ROW = ["moment", "care", "dose", "again", "none", "session"];
const LONG = 40;
// What a form carries that is no answer; the token is fetched anew, and the id stands last.
const NOT_KEPT = ["csrf_token", "came_back", "id"];
const CARRIED = [...NOT_KEPT, "opened", "page_now"];

/** `fields` are the pairs that the form sends. On the shell all is by the clock of the device, and no record is known. */
export async function itemOf(form, fields, { shell, before }) {
  const now = new Date();
  const { waits: kind, waitsWhich: which = "", waitsWords: words = "", waitsDay } = form.dataset;
  const given = Object.fromEntries(fields);
  const id = given.id || crypto.randomUUID();
  const day = waitsDay || given.day || given.for_date || dayOf(now);
  const item = { id, kind, which, day, words: wordsOf(words, kind, given), madeAt: stampOf(now), device: shell };
  item.many = [...form.querySelectorAll("input[type=checkbox]")].map((one) => one.name);
  const answers = fields.filter(([name]) => !NOT_KEPT.includes(name));
  if (MAKES_A_ROW.includes(kind)) answers.push(["id", id]);
  if (shell) answers.push(["page_now", `${dayOf(now)}T${minuteOf(now)}`]);
  item.fields = await knowing(item, answers, before);
  return item;
}

function wordsOf(words, kind, { score }) {
  return kind === "score" ? `${words} ${score ?? ""}` : words;
}

// What waits already for the same day is known to whoever fills in the next form.
async function knowing(item, fields, before) {
  const last = before.findLast((one) => one.kind === item.kind && one.which === item.which && one.day === item.day);
  if (!last || MAKES_A_ROW.includes(item.kind)) return fields;
  const known = fields.find(([name]) => name === "opened")?.[1];
  const opened = known ? JSON.parse(known) : {};
  for (const name of new Set(last.fields.map(([one]) => one))) {
    if (CARRIED.includes(name)) continue;
    const values = last.fields.filter(([one, value]) => one === name && value !== "").map(([, value]) => value);
    if (last.many.includes(name)) opened[name] = Object.fromEntries(values.map((value) => [value, value]));
    else if (values.length) opened[name] = await short(values[0].trim());
    else delete opened[name];
  }
  return [...fields.filter(([name]) => name !== "opened"), ["opened", JSON.stringify(opened)]];
}

async function short(text) {
  if ([...text].length <= LONG) return text;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return `#${[...digest.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
