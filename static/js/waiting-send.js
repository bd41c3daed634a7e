// Sends what waits: one request each, in order, and lets go of an item once the server has said that it has it. Sent
// twice, as where an answer was lost, it is known by its id. One tab or worker of a browser sends at a time.
import { change, isThere, list, remove } from "./waiting-store.js";
import { asThere } from "./waiting-when.js";

const PATIENCE_MS = 15_000;
const TRIES_MOST = 3;
const CLOCKS = [["day", "clock"], ["for_date", "for_time"]];
export const WHO = "/waiting";

/** Who is signed in, with what it takes to send; null where nobody answers. */
export async function whoIsThere() {
  try {
    const answer = await fetch(WHO, { cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
    return answer.status === 200 ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** Whether an item may be sent: not where its person is asked something first. */
export function isReady(item) {
  return !item.asked && !item.wrong;
}

/** Gives how it ended: "sent", "away" where nobody answers, "out" or "other" where somebody else or nobody is signed in. */
export function sendAll(account, changed = () => undefined) {
  const act = () => inTurn(account, changed);
  return navigator.locks ? navigator.locks.request("waiting", act) : act();
}

async function inTurn(account, changed) {
  const seen = new Set();
  let who = null;
  for (;;) {
    const item = (await list(account)).find((one) => isReady(one) && !seen.has(one.seq));
    if (!item) return "sent";
    seen.add(item.seq);
    who ??= await whoIsThere();
    if (!who) return "away";
    if (who.key !== account) return who.key ? "other" : "out";
    if (!(await isThere(item))) continue;
    const step = await sendOne(account, who, item);
    if (step !== "on") return step;
    await changed();
  }
}

async function sendOne(account, who, item) {
  let answer = null;
  let told = null;
  try {
    answer = await post(who, item);
    if (answer.headers.get("Content-Type")?.startsWith("application/json")) told = await answer.json();
  } catch {
    return "away";
  }
  const { status } = answer;
  if (status === 200 && told?.taken) await remove(item);
  else if (status === 409 && told) await change(account, { ...item, asked: told });
  else if (status === 422 && told) await change(account, { ...item, wrong: told });
  else if (status === 404 || status === 413) await change(account, { ...item, wrong: {} });
  else if (status === 401 || status === 403 || answer.type === "opaqueredirect") return "out";
  else if (status !== 400 && status !== 500) return "away";
  else if ((item.tries ?? 0) + 1 >= TRIES_MOST) await change(account, { ...item, wrong: {} });
  else {
    await change(account, { ...item, tries: (item.tries ?? 0) + 1 });
    return "away";
  }
  return "on";
}

function post(who, item) {
  const headers = { "X-CSRFToken": who.token, "Waiting-Id": item.id, "Waiting-Made-At": item.madeAt };
  const body = new URLSearchParams(item.device ? byTheirClock(item, who.zone) : item.fields);
  const signal = AbortSignal.timeout(PATIENCE_MS);
  return fetch(addressOf(who, item), { method: "POST", body, headers, redirect: "manual", cache: "no-store", signal });
}

function addressOf(who, { kind, which, day, action }) {
  const address = action ?? who.take[`${kind}/${which}`] ?? who.take[`${kind}/`] ?? "/404";
  return address.replace("-day-", encodeURIComponent(day)).replace("-which-", encodeURIComponent(which));
}

function byTheirClock({ fields, madeAt }, zone) {
  const found = new Map(fields);
  const names = CLOCKS.find(([day, clock]) => found.get(day) && found.get(clock));
  if (!names) return fields;
  const there = asThere(...names.map((name) => found.get(name)), madeAt.slice(-6), zone);
  return fields.map(([name, value]) => [name, names.includes(name) ? there[names.indexOf(name)] : value]);
}
