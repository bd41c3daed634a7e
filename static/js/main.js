// Every page works without scripts; each of these makes one thing quicker.
import { wireBodyMaps } from "./body-map.js";
import { wireButtons } from "./buttons.js";
import { wireErrors } from "./errors.js";
import { wirePasskeys } from "./passkeys.js";
import { wireScales } from "./scale.js";
import { wireSubmitOnce } from "./submit-once.js";
import { fillTimeZones } from "./time-zone.js";

document.documentElement.classList.add("scripted");
for (const wire of [wireErrors, wireScales, wireBodyMaps, wireSubmitOnce, fillTimeZones, wireButtons, wirePasskeys]) {
  wire(document);
}
