// Another app shared a file with ours, and the worker kept it for this moment: it is put where files are chosen.
const KEPT = "shared-file";
const said = document.querySelector("[data-shared]");
const input = document.querySelector("#file");

async function choose() {
  if (!globalThis.caches || !(await caches.has(KEPT))) return;
  const answer = await (await caches.open(KEPT)).match("/shared-file");
  await caches.delete(KEPT);
  const blob = await answer.blob();
  const files = new DataTransfer();
  files.items.add(new File([blob], decodeURIComponent(answer.headers.get("File-Name")), { type: blob.type }));
  input.files = files.files;
  said.textContent = said.dataset.shared;
  history.replaceState(history.state, "", location.pathname);
}

if (said && input) choose().catch(() => undefined);
