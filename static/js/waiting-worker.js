// In the worker: what waits is sent once the browser says that there is a network, also where no page of ours is open.
import { sendAll } from "./waiting-send.js";
import { signedOut, state } from "./waiting-store.js";

self.addEventListener("sync", (event) => {
  if (event.tag === "waiting") event.waitUntil(send());
});

// Failing asks the browser to try again later.
async function send() {
  const account = await state("who");
  if (!account) return;
  const how = await sendAll(account);
  if (how === "out" || how === "other") await signedOut(account);
  new BroadcastChannel("waiting").postMessage("changed");
  if (how === "away") throw new Error(how);
}
