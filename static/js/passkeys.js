// Passkeys: ask the server what to sign or to make, let the device do it, and send its answer with the form.
// The forms are hidden until this runs: without scripts, or in a browser without passkeys, the other ways remain.
// What can go wrong is said in the words that the place for it brings along, by the names used here.

/** Something to be told: by its name among those words, or as the server said it. */
class Told extends Error {
  constructor(name, words) {
    super(name);
    this.words = words;
  }
}

export function wirePasskeys(root) {
  const able = Boolean(window.PublicKeyCredential && navigator.credentials);
  for (const words of root.querySelectorAll("[data-passkey-not-here]")) words.hidden = able;
  if (!able) return;
  for (const form of root.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      run(form);
    });
  }
  // A page brought back by the Back button must take the passkey again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-passkey]")) busy(form, false);
  });
}

async function run(form) {
  if (form.hasAttribute("aria-busy")) return;
  busy(form, true);
  tell(form, "", "");
  try {
    const answer = await asked(decoded(await begun(form)));
    form.elements.answer.value = JSON.stringify(encoded(answer));
    form.submit();
  } catch (error) {
    tell(form, error instanceof Told ? error.message : "other", error.words);
    busy(form, false);
  }
}

function busy(form, on) {
  form.toggleAttribute("aria-busy", on);
  for (const button of form.querySelectorAll("button")) {
    if (on) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

function tell(form, name, words) {
  const place = form.querySelector("[data-passkey-wrong]");
  place.textContent = words ?? place.dataset[name];
}

// The server's options, with a new challenge. data-passkey names where to ask, data-passkey-kept the box that keeps
// somebody signed in, data-passkey-again where the password is given once more.
async function begun(form) {
  const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value });
  const kept = form.dataset.passkeyKept && document.querySelector(form.dataset.passkeyKept);
  if (kept?.checked) body.set("kept", "yes");
  let response;
  try {
    response = await fetch(form.dataset.passkey, { method: "POST", body, cache: "no-store" });
  } catch {
    throw new Told("away");
  }
  if (response.status === 401 && form.dataset.passkeyAgain) {
    location.assign(form.dataset.passkeyAgain);
    throw new Told("", "");
  }
  const told = await response.json().catch(() => null);
  if (response.ok && told) return told;
  throw new Told(response.status >= 500 ? "away" : "stale", told?.wrong);
}

// A device does not say whether somebody cancelled or waited too long: the clock does.
async function asked(publicKey) {
  const making = "user" in publicKey;
  const since = performance.now();
  try {
    return await (making ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey }));
  } catch (error) {
    const late = performance.now() - since >= publicKey.timeout;
    const stopped = making ? "notMade" : "notUsed";
    const names = {
      NotAllowedError: late ? "late" : stopped,
      AbortError: stopped,
      InvalidStateError: "hasOne",
      ConstraintError: "noLock",
      NotSupportedError: "noLock",
      SecurityError: "notHere",
    };
    throw new Told(names[error.name] ?? "other");
  }
}

function decoded(options) {
  const known = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));
  return {
    ...options,
    challenge: bytes(options.challenge),
    ...(options.user && { user: { ...options.user, id: bytes(options.user.id) } }),
    ...(options.excludeCredentials && { excludeCredentials: known(options.excludeCredentials) }),
    ...(options.allowCredentials && { allowCredentials: known(options.allowCredentials) }),
  };
}

function encoded({ id, rawId, type, response }) {
  const parts = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = text(response[name]);
  }
  return { id, rawId: text(rawId), type, response: parts };
}

function bytes(base64url) {
  const plain = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
