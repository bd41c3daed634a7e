// The pages that open without network: the day is the device's own.
import { wireBodyMaps } from "./body-map.js";
import { wireButtons } from "./buttons.js";
import { wireScales } from "./scale.js";
import { wireWorker } from "./worker.js";

document.documentElement.classList.add("scripted");
for (const wire of [wireScales, wireBodyMaps, wireButtons, wireWorker]) wire(document);
