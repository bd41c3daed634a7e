// A page of somebody else's record that was left open shows nothing more once the share has ended: it asks whenever
// somebody comes back to it. Without scripts the next request finds out.

const bar = document.querySelector("[data-still-shared]");

async function ask() {
  if (document.visibilityState !== "visible") return;
  try {
    const answer = await fetch(bar.dataset.stillShared, { cache: "no-store", redirect: "manual" });
    if (answer.status !== 204 && answer.status < 500) location.reload();
  } catch {
    // Away for a moment: the next time will tell.
  }
}

if (bar) {
  document.addEventListener("visibilitychange", ask);
  addEventListener("focus", ask);
  addEventListener("pageshow", (event) => event.persisted && ask());
}
