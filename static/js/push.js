// Switches messages on for this browser. It is asked whether it may show them after a tap alone.
const READY_MS = 10000;
const form = document.querySelector("form[data-push]");
const told = document.querySelector("[data-push-told]");

if (form) begin();

async function begin() {
  if (!isSecureContext) return tell("unsafe");
  if (!("serviceWorker" in navigator && window.PushManager && window.Notification)) {
    return tell(onApple() && !navigator.standalone ? "home" : "unable");
  }
  if (Notification.permission === "denied") return tell("denied");
  if (form.dataset.here && (await subscribed())) return tell("on");
  tell("");
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    switchOn().catch(() => tell("failed"));
  });
}

function onApple() {
  return /iPhone|iPad|iPod/.test(navigator.userAgent) || (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
}

function tell(name) {
  told.textContent = name ? told.dataset[name] : "";
  told.hidden = !name;
}

async function subscribed() {
  const worker = await navigator.serviceWorker.getRegistration();
  return Boolean(await worker?.pushManager.getSubscription());
}

async function switchOn() {
  if ((await Notification.requestPermission()) !== "granted") return tell("denied");
  const { pushManager } = await ready();
  const key = bytes(form.dataset.push);
  const before = await pushManager.getSubscription();
  if (before && text(before.options.applicationServerKey) !== form.dataset.push) await before.unsubscribe();
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = made.toJSON();
  Object.assign(form.elements.endpoint, { value: endpoint });
  Object.assign(form.elements.p256dh, { value: keys.p256dh });
  Object.assign(form.elements.auth, { value: keys.auth });
  form.submit();
}

function ready() {
  const late = new Promise((_resolve, reject) => setTimeout(reject, READY_MS, new Error("no worker")));
  return Promise.race([navigator.serviceWorker.ready, late]);
}

function bytes(base64url) {
  return Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const letters = Array.from(new Uint8Array(buffer ?? []), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
