// Shows what was sent, and opens the page that it leads to.
const ADD = "/settings/channels/browser";

self.addEventListener("push", (event) => event.waitUntil(show(event.data)));

async function show(data) {
  const told = read(data);
  await self.registration.showNotification(told.title ?? self.location.hostname, {
    body: told.text ?? "",
    tag: told.topic ?? "",
    data: { path: told.path ?? "/", other: told.otherPath ?? "/" },
    actions: told.other ? [{ action: "other", title: told.other }] : [],
  });
}

function read(data) {
  try {
    return data.json();
  } catch {
    return {};
  }
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { path, other } = event.notification.data;
  event.waitUntil(open(new URL(event.action === "other" ? other : path, self.location.origin)));
});

// In a window of its own: a page that is open may hold something half typed.
async function open(address) {
  if (address.origin !== self.location.origin) return;
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = pages.find((page) => page.url === address.href);
  await (there ? there.focus() : self.clients.openWindow(address));
}

// The browser's service gives it another address: the server is told, as by the page of the settings.
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(subscribeAgain(event)));

async function subscribeAgain({ oldSubscription, newSubscription }) {
  const key = oldSubscription?.options.applicationServerKey;
  const { pushManager } = self.registration;
  const now =
    newSubscription ??
    (key ? await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }) : undefined);
  const token = now && (await formToken());
  if (!token) return;
  const { endpoint, keys } = now.toJSON();
  const body = new URLSearchParams({ csrf_token: token, endpoint, p256dh: keys.p256dh, auth: keys.auth });
  await fetch(ADD, { method: "POST", body, redirect: "manual" });
}

async function formToken() {
  const page = await fetch("/settings/channels", { cache: "no-store" });
  return (await page.text()).match(/name="csrf_token" value="([^"]+)"/)?.[1];
}
