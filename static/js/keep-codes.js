// Copies the recovery codes, or saves them as a file made here: they never travel again.
for (const held of document.querySelectorAll("[data-keep]")) {
  const codes = () => [...held.querySelectorAll("li code")].map((one) => one.textContent.trim()).join("\n") + "\n";
  const tell = (words) => (held.querySelector("[data-keep-told]").textContent = words);
  held.querySelector("[data-keep-buttons]").hidden = false;
  held.querySelector("[data-keep-copy]").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(codes());
      tell(held.dataset.copied);
    } catch {
      // Without https, or where the browser was told not to, there is no clipboard for a page.
      getSelection().selectAllChildren(held.querySelector("ol"));
      tell(held.dataset.notCopied);
    }
  });
  held.querySelector("[data-keep-save]").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([codes()], { type: "text/plain" }));
    link.download = held.dataset.keep;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 0);
    tell(held.dataset.saved);
  });
}
