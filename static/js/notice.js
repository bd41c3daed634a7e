// What was just saved, with its Undo: for six seconds where it covers no control nor what was just written, and no other
// words where there is room beside them; then at the end of the page, where it can still be used. A tap anywhere, or Escape, sends it there at once; it waits for whoever points at it or is in it.
// Without scripts it stands on top of the page and stays.
const LEAVES_MS = 6_000;
const ROOM = 6;
const BESIDE = 54;
const TO_PRESS =
  "a[href], button, input:not([type=hidden]), select, textarea, summary, label, legend, .js-plotly-plot, [tabindex='0']";

const TO_READ = "h1, h2, h3, h4, p, li, dt, dd, th, td, caption, figcaption, pre, img, svg";
// What is of one row, on a page about others too.
const OF_ONE = "article, li, tr, dd";

const slot = document.querySelector("[data-notice-slot]");
let timer = 0;
let brought = [];

/**
 * Shows the notice instead of the one before; one that `stays` tells of what is not saved, and waits for a tap. `fresh`
 * are the elements that came with it.
 */
export function show(notice, { stays = false, fresh = [] } = {}) {
  brought = fresh;
  clearTimeout(timer);
  slot.removeAttribute("aria-live");
  slot.replaceChildren(notice);
  notice.dataset.state = "over";
  if (!place(notice)) return rest(notice);
  if (!stays) wait(notice);
}

/** Says `words` where a notice would say that something is saved. */
export function say(words) {
  const [notice, line] = [document.createElement("div"), document.createElement("p")];
  notice.className = "notice notice-caution saved-notice";
  line.textContent = words;
  notice.append(line);
  show(notice, { stays: true });
}

function wait(notice) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (notice.matches(":hover, :focus-within")) wait(notice);
    else rest(notice);
  }, LEAVES_MS);
}

function rest(notice) {
  clearTimeout(timer);
  if (notice.dataset.state !== "over") return;
  const focused = notice.contains(document.activeElement);
  // It comes anew in its other place, unsaid, rather than moving there.
  slot.setAttribute("aria-live", "off");
  notice.hidden = true;
  notice.dataset.state = "rest";
  notice.style.insetBlockStart = notice.style.left = notice.style.inlineSize = "";
  notice.getBoundingClientRect();
  notice.hidden = false;
  if (focused) document.activeElement.scrollIntoView({ block: "nearest" });
}

// The lowest band of what is in sight that holds nothing, or else no control, nor what is asked there, nor what was just
// written; none where there is no such band. A page full of controls has room beside one of them, such as the arrow that
// stands before its heading.
function place(notice) {
  const { left, width } = column();
  const pressed = within([...document.querySelectorAll(TO_PRESS)], notice);
  const read = within([...document.querySelectorAll(TO_READ)], notice);
  const written = within(justWritten(notice), notice);
  const tries = [read, written].flatMap((more) => [0, BESIDE].map((inset) => ({ inset, boxes: [...pressed, ...more] })));
  return tries.some(({ inset, boxes }) => {
    notice.style.left = `${left + inset + scrollX}px`;
    notice.style.inlineSize = `${width - inset}px`;
    const height = notice.getBoundingClientRect().height + 2 * ROOM;
    const top = freeBand(height, left + inset, left + width, boxes);
    if (top !== null) notice.style.insetBlockStart = `${top + ROOM + scrollY}px`;
    return top !== null;
  });
}

function column() {
  const main = slot.closest("main");
  const { paddingLeft, paddingRight } = getComputedStyle(main);
  const box = main.getBoundingClientRect();
  const width = box.width - parseFloat(paddingLeft) - parseFloat(paddingRight);
  return { left: box.left + parseFloat(paddingLeft), width: Math.min(width, 560) };
}

// By its id on the page, or by the links and forms that lead to it.
function justWritten(notice) {
  const { row } = notice.dataset;
  if (!row) return brought;
  const named = document.querySelectorAll(`main :is([id*="${row}"], [href*="${row}"], [action*="${row}"])`);
  return [...brought, ...[...named].map((one) => one.closest(OF_ONE)).filter((one) => one && !one.contains(notice))];
}

/** The boxes of what of these is in sight. */
function within(elements, notice) {
  return elements
    .filter((one) => !notice.contains(one) && (one.checkVisibility?.() ?? true))
    .map((one) => one.getBoundingClientRect())
    .filter((box) => box.width > 1 && box.bottom > 0 && box.top < innerHeight);
}

function freeBand(height, left, right, boxes) {
  const taken = boxes
    .filter((box) => box.right > left && box.left < right)
    .sort((one, other) => other.bottom - one.bottom);
  let bottom = innerHeight;
  for (const box of taken) {
    if (bottom - box.bottom >= height) break;
    bottom = Math.min(bottom, box.top);
  }
  return bottom >= height ? bottom - height : null;
}

/** The notice of a page that was loaded whole. */
export function wireNotice() {
  if (!slot) return;
  document.addEventListener("pointerdown", (event) => {
    const notice = slot.querySelector(".saved-notice");
    if (notice && !event.target.closest(".saved-notice a, .saved-notice button")) rest(notice);
  });
  document.addEventListener("keydown", (event) => {
    const notice = slot.querySelector(".saved-notice");
    if (notice && event.key === "Escape") rest(notice);
  });
  addEventListener("resize", () => {
    // A phone settles its width once the page is there, and its height whenever the bar of addresses comes or goes.
    const notice = slot.querySelector(".saved-notice[data-state='over']");
    if (notice && !place(notice)) rest(notice);
  });
  const came = document.querySelector("main .saved-notice");
  if (came) show(came);
}
