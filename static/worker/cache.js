// Keeps the pages that open without network, with the files that they need, and nothing else: never an answer that may
// not be stored. A page that is there comes from the network alone, begun before the worker is awake.
const NAME = `pocket-${POCKET.version}`;
const FILES = new Set(POCKET.files);
const PATIENCE_MS = 3000;
const PATIENCE_WITH_PAGES_MS = 1000;
const TODAY = /^\/(?:|offline|patients\/[0-9a-f-]{36}\/(?:today|days\/[0-9-]+))$/;

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(begin()));

async function keep() {
  const cache = await caches.open(NAME);
  await Promise.all([POCKET.shell, POCKET.calm, ...POCKET.files].map((address) => keepOne(cache, address)));
}

async function keepOne(cache, address) {
  const answer = await fetch(address, { credentials: "omit", cache: FILES.has(address) ? "default" : "no-cache" });
  if (answer.status !== 200 || /no-store/.test(answer.headers.get("Cache-Control"))) throw new Error(address);
  await cache.put(address, answer);
}

async function begin() {
  for (const name of await caches.keys()) {
    if (name.startsWith("pocket-") && name !== NAME) await caches.delete(name);
  }
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin || request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(event, pathname));
  else if (FILES.has(pathname)) event.respondWith(file(request, pathname));
});

async function file(request, pathname) {
  return (await kept(pathname)) ?? fetch(request);
}

// A day comes without network too: at once where there is none, and after a while where nothing answers.
async function page(event, pathname) {
  const asked = network(event);
  if (!TODAY.test(pathname)) return asked.catch(() => instead(POCKET.calm));
  event.waitUntil(asked.catch(() => undefined));
  const silence = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const answer = await Promise.race([asked.catch(() => undefined), silence]);
  return answer ?? (await kept(POCKET.shell)) ?? asked;
}

// What stands before the app says so where the app is not there: that is no answer of ours.
async function network(event) {
  const answer = (await event.preloadResponse) ?? (await fetch(event.request));
  const ours = answer.status < 500 || answer.headers.has("Reporting-Endpoints");
  return ours ? answer : Promise.reject(answer);
}

async function instead(address) {
  return (await kept(address)) ?? Response.error();
}

async function kept(address) {
  return (await caches.open(NAME)).match(address, { ignoreVary: true });
}

// A new worker waits until no page holds anything half typed: the pages say so when they are asked.
self.addEventListener("message", (event) => {
  if (event.data?.pocket === "take over") event.waitUntil(takeOver());
});

async function takeOver() {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const free = await Promise.all(pages.map(isFree));
  if (free.every(Boolean)) await self.skipWaiting();
}

function isFree(page) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data === true);
    setTimeout(resolve, PATIENCE_WITH_PAGES_MS, false);
    page.postMessage({ pocket: "free?" }, [port2]);
  });
}
