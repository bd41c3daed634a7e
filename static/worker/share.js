// A file that another app shares is kept until the page of bringing a diary along has it: a moment, mostly. Whatever
// else is opened in between, it goes.
const SHARED = "/shared-file";
const KEPT = "shared-file";
const ON_THE_WAY = /^\/(?:shared-file|sign-in.*|confirm.*|patients\/[0-9a-f-]{36}\/imports)$/;
let empty = false;

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin || request.mode !== "navigate") return;
  if (request.method === "POST" && pathname === SHARED) event.respondWith(take(request));
  else if (!empty && !ON_THE_WAY.test(pathname)) event.waitUntil(drop());
});

async function take(request) {
  try {
    const file = (await request.formData()).get("file");
    const headers = { "Content-Type": file.type || "application/octet-stream", "File-Name": encodeURIComponent(file.name) };
    empty = false;
    await (await caches.open(KEPT)).put(SHARED, new Response(file, { headers }));
  } catch {
    // It has no room here: the page says to choose it by hand.
  }
  return Response.redirect(SHARED, 303);
}

async function drop() {
  await caches.delete(KEPT);
  empty = true;
}
