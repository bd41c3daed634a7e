// Every page works without scripts; each of these makes one thing quicker.
import { wireBodyMaps } from "./body-map.js";
import { wireButtons } from "./buttons.js";
import { wireDay } from "./day.js";
import { wireErrors } from "./errors.js";
import { wireInPlace } from "./in-place.js";
import { wireNotice } from "./notice.js";
import { wirePasskeys } from "./passkeys.js";
import { wireRecordDay } from "./record-day.js";
import { wireScales } from "./scale.js";
import { wireSubmitOnce } from "./submit-once.js";
import { fillTimeZones } from "./time-zone.js";
import { wireWorker } from "./worker.js";

const PARTS = [wireScales, wireBodyMaps, fillTimeZones, wireButtons, wirePasskeys];

// An element and what is in it, where the modules look for what is theirs.
function within(element) {
  return {
    querySelector: (what) => document.querySelector(what),
    querySelectorAll: (what) => [...(element.matches(what) ? [element] : []), ...element.querySelectorAll(what)],
  };
}

document.documentElement.classList.add("scripted");
wireInPlace((element) => PARTS.forEach((wire) => wire(within(element))));
for (const wire of [wireErrors, wireDay, wireSubmitOnce, wireNotice, wireWorker, ...PARTS]) wire(document);
// Looking up zones and languages takes a browser long, and there is seldom anything to say: the page is shown before.
requestAnimationFrame(() => setTimeout(wireRecordDay));
