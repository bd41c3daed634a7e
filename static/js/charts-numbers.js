// The tables of a chart. Those of years come when somebody wants them: by opening them, or by asking what stands at a place.

/** How long a mouse must stay on a chart for its tables to be fetched. */
export const LINGERS_MS = 150;
const PATIENCE_MS = 15_000;
const TABLES = ".chart-table-scroll";

/** The page is read by the browser itself: under our policy no script may make elements out of a text. */
export function page(address) {
  return new Promise((resolve, reject) => {
    const asked = new XMLHttpRequest();
    asked.open("GET", address);
    asked.responseType = "document";
    asked.timeout = PATIENCE_MS;
    asked.onload = () => resolve(asked.response);
    asked.onerror = asked.onabort = asked.ontimeout = reject;
    asked.send();
  });
}

export class Numbers {
  constructor(element) {
    this.uid = element.id;
    this.place = element.querySelector("[data-later]");
    this.coming = null;
    this.place?.addEventListener("toggle", () => this.place.open && this.bring().catch(() => undefined));
  }

  /** Whether they are on the page, if the chart has any. */
  get here() {
    return !this.place?.dataset.later;
  }

  /** Brings them in place of the link to them; where they cannot be had the link stays, and it can be tried again. */
  bring() {
    this.coming ??= this.fetch().catch((error) => {
      this.coming = null;
      throw error;
    });
    return this.coming;
  }

  async fetch() {
    if (this.here) return;
    this.place.setAttribute("aria-busy", "true");
    try {
      const answer = await page(this.place.dataset.later);
      const found = [...(answer?.querySelectorAll(`[data-tables="${this.uid}"] ${TABLES}`) ?? [])];
      if (found.length === 0) throw new Error("no tables");
      this.place.querySelector("summary ~ *").replaceWith(...found.map((one) => document.importNode(one, true)));
      this.place.dataset.later = "";
    } finally {
      this.place.removeAttribute("aria-busy");
    }
  }
}
