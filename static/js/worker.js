// The worker keeps the page that opens without network. Where there can be none (plain http, a browser without, a
// private window) pages do without. Under our policy its address is the only one that a script may name.
const ADDRESS = "/service-worker.js";
const policy = globalThis.trustedTypes?.createPolicy("service-worker", {
  createScriptURL(asked) {
    if (asked !== ADDRESS) throw new TypeError("no address of a worker");
    return asked;
  },
});

export function wireWorker() {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  workers.addEventListener("message", ({ data, ports }) => {
    if (data?.pocket === "free?") ports[0]?.postMessage(!isTyped());
  });
  if (!document.body.hasAttribute("data-worker")) return;
  if (document.readyState === "complete") register(workers);
  else addEventListener("load", () => setTimeout(register, 0, workers), { once: true });
}

async function register(workers) {
  try {
    const address = policy ? policy.createScriptURL(ADDRESS) : ADDRESS;
    follow(await workers.register(address, { updateViaCache: "all" }));
  } catch {
    // It is not wanted here, or has no room.
  }
}

// Another worker takes over when no page would lose anything.
function follow(registration) {
  const offer = () => {
    if (registration.active) registration.waiting?.postMessage({ pocket: "take over" });
  };
  offer();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", offer);
  });
  document.addEventListener("visibilitychange", offer);
}

// Whether a form holds what is not sent yet.
function isTyped() {
  const ours = [...document.forms].filter((form) => form.method === "post" || "waits" in form.dataset);
  return ours.some((form) => [...form.elements].some(isChanged));
}

function isChanged(one) {
  if (one.type === "hidden" || one.disabled) return false;
  if (one.localName === "select") {
    return one.selectedIndex !== Math.max(0, [...one.options].findIndex((option) => option.defaultSelected));
  }
  if (one.type === "checkbox" || one.type === "radio") return one.checked !== one.defaultChecked;
  if (one.localName === "button") return one.getAttribute("aria-busy") === "true";
  return "defaultValue" in one && one.value !== one.defaultValue;
}
