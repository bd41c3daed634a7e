// Charts answer a finger, a mouse and keys by themselves, from the drawing and the table that came with the page.
// What else can be done with one is fetched once its menu is opened; Plotly and the figure only when "Explore" is pressed.

import { Detail } from "./charts-detail.js";
import { wireFolds } from "./charts-fold.js";
import { wireLines } from "./charts-lines.js";
import { Numbers } from "./charts-numbers.js";

class Chart {
  constructor(element) {
    this.element = element;
    this.box = element.querySelector(".chart-box");
    this.live = null;
    this.numbers = new Numbers(element);
    this.detail = new Detail(this);
    this.menu = element.querySelector(".chart-menu");
    this.menu.addEventListener("toggle", () => this.onMenu());
    this.onMenu();
  }

  /** The buttons of the menu work from here on; where their scripts cannot be had, it is tried again next time. */
  async onMenu() {
    if (!this.menu.open || this.wired) return;
    this.wired = true;
    try {
      const [{ wireSaves }, { offerExplore }] = await Promise.all([
        import("./charts-save.js"),
        import("./charts-explore.js"),
      ]);
      wireSaves(this);
      offerExplore(this);
    } catch {
      this.wired = false;
    }
  }
}

const wired = new WeakSet();

/** Every chart in `place`, or the one that it is. */
function wire(place) {
  const here = place.matches?.("[data-chart]") ? [place] : [];
  for (const element of [...here, ...place.querySelectorAll("[data-chart]")]) {
    if (wired.has(element)) continue;
    wired.add(element);
    new Chart(element);
  }
}

function begin() {
  wireFolds(document);
  wireLines(document);
  wire(document);
}

// Before all that waits for the page to be read: a chart that is seen answers. Behind the first one this is a script that
// the page waits for, so that what stands before it is whole.
if (document.readyState === "loading") document.addEventListener("readystatechange", begin, { once: true });
if (document.readyState !== "loading" || document.currentScript !== null) begin();
// What a save in place has brought is new on the page.
document.addEventListener("brought", ({ target }) => {
  wireFolds(target);
  wire(target);
});
