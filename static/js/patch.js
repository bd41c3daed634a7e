// Brings a page to what the server would show now, touching nothing else. `was` is what the server gave before, `now`
// what it gives: only where those two differ is the `live` page changed, so that what scripts and hands made of the rest
// stays: the place on the page, the focus, what is open, what was typed and not sent.
const WHOLE = "[data-chart], [data-whole], svg";
const TOKEN = "input[name=csrf_token]";

/** Whether anything in the form is not as the page came. */
export function typedIn(form) {
  return [...form.elements].some(changed);
}

function changed(control) {
  if (control.localName === "select") return changedChoice([...control.options]);
  if (["checkbox", "radio"].includes(control.type)) return control.checked !== control.defaultChecked;
  if (control.type === "hidden" || !("defaultValue" in control)) return false;
  return control.value !== control.defaultValue;
}

// Where the page chose nothing, the browser shows the first.
function changedChoice(options) {
  const chosen = options.some((one) => one.defaultSelected);
  return options.some((one, at) => one.selected !== (chosen ? one.defaultSelected : at === 0));
}

/** `sent` is the form that was just taken: it shows what is stored now. Gives the elements that are new on the page. */
export function patch(live, was, now, sent = null) {
  const kept = new Set([...live.querySelectorAll("form")].filter((form) => form !== sent && typedIn(form)));
  const made = { kept, fresh: [], forms: new Set() };
  bring(live, was, now, made);
  if (sent) made.forms.add(sent);
  for (const form of made.forms) if (form.isConnected) form.reset();
  return made.fresh;
}

function bring(live, was, now, made) {
  if (was.isEqualNode(now)) return;
  if (live.nodeType === Node.TEXT_NODE) {
    live.nodeValue = now.nodeValue;
  } else if (made.kept.has(live)) {
    renew(live, now);
  } else if (live.matches(WHOLE)) {
    replace(live, now, made);
  } else {
    if (live.form && live.type !== "hidden") made.forms.add(live.form);
    bringAttributes(live, was, now);
    bringChildren(live, was, now, made);
  }
}

function renew(form, now) {
  const [old, token] = [form.querySelector(TOKEN), now.querySelector(TOKEN)];
  if (old && token) old.value = token.value;
}

function bringAttributes(live, was, now) {
  const names = new Set([...was.getAttributeNames(), ...now.getAttributeNames()]);
  if (live.localName === "details") names.delete("open");
  for (const name of names) {
    const value = now.getAttribute(name);
    if (value === was.getAttribute(name)) continue;
    if (value === null) live.removeAttribute(name);
    else live.setAttribute(name, value);
  }
}

function bringChildren(live, was, now, made) {
  const [here, before, after] = [parts(live), parts(was), parts(now)];
  if (before.length === after.length && before.every((one, at) => one.isEqualNode(after[at]))) return;
  if (here.length !== before.length || here.some((one, at) => one.nodeName !== before[at].nodeName)) {
    replace(live, now, made);
    return;
  }
  let from = 0;
  for (const one of after) {
    const at = partner(before, from, one, after);
    if (at < 0) {
      const fresh = imported(one, live, made);
      live.insertBefore(fresh, here[from] ?? null);
      fresh.after(" ");
    } else {
      for (const gone of here.slice(from, at)) drop(gone, made);
      from = at + 1;
      bring(here[at], before[at], one, made);
    }
  }
  for (const gone of here.slice(from)) drop(gone, made);
}

// Blanks between elements are left as they are, and what stands only where no scripts run.
function parts(node) {
  return [...node.childNodes].filter(
    (one) =>
      (one.nodeType === Node.TEXT_NODE && one.nodeValue.trim() !== "") ||
      (one.nodeType === Node.ELEMENT_NODE && one.localName !== "noscript"),
  );
}

function partner(before, from, one, after) {
  const same = before.findIndex((other, at) => at >= from && (other.isEqualNode(one) || named(other, one)));
  if (same >= 0) return same;
  const next = before[from];
  const taken = next && after.some((other) => other !== one && (other.isEqualNode(next) || named(other, next)));
  return next && next.nodeName === one.nodeName && !taken ? from : -1;
}

function named(one, other) {
  return one.nodeName === other.nodeName && nameOf(one) !== "" && nameOf(one) === nameOf(other);
}

function nameOf(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node.id || node.dataset.region || node.getAttribute("action") || "" : "";
}

// What was typed is not taken away with what stands around it.
function drop(live, made) {
  if ([...made.kept].some((form) => live.contains?.(form))) return;
  live.remove();
}

function replace(live, now, made) {
  const fresh = imported(now, live, made);
  const lost = [...made.kept].filter((form) => live.contains(form));
  const places = lost.map((form) => [form, [...fresh.querySelectorAll("form")].find((one) => named(one, form))]);
  if (places.some(([, place]) => !place)) return;
  for (const [form, place] of places) {
    renew(form, place);
    place.replaceWith(form);
  }
  live.replaceWith(fresh);
}

function imported(now, live, made) {
  const fresh = document.importNode(now, true);
  if (fresh.nodeType !== Node.ELEMENT_NODE) return fresh;
  const open = [...live.querySelectorAll("details[open] > summary")].map(titleOf);
  for (const one of fresh.querySelectorAll("details > summary")) {
    if (open.includes(titleOf(one))) one.parentNode.open = true;
  }
  made.fresh.push(fresh);
  return fresh;
}

function titleOf(summary) {
  return (summary.firstElementChild ?? summary).textContent.trim();
}
