// Days and minutes as this device shows them, and the same moment by the clock of a record elsewhere.
function two(number) {
  return String(number).padStart(2, "0");
}

/** The day here, such as 2026-12-01. */
export function dayOf(moment) {
  return [String(moment.getFullYear()).padStart(4, "0"), two(moment.getMonth() + 1), two(moment.getDate())].join("-");
}

/** The minute here, such as 23:50. */
export function minuteOf(moment) {
  return `${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

/** The moment with the offset of this device, such as 2026-12-01T23:50:07+01:00. */
export function stampOf(moment) {
  const offset = -moment.getTimezoneOffset();
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const zone = `${offset < 0 ? "-" : "+"}${two(hours)}:${two(minutes)}`;
  return `${dayOf(moment)}T${minuteOf(moment)}:${two(moment.getSeconds())}${zone}`;
}

/** A day and a minute by the clock of the device, as the clock of `zone` showed them. */
export function asThere(day, minute, offset, zone) {
  const moment = new Date(`${day}T${minute}:00${offset}`);
  if (Number.isNaN(moment.getTime())) return [day, minute];
  const look = { timeZone: zone, calendar: "gregory", numberingSystem: "latn", hourCycle: "h23" };
  const whole = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" };
  const made = new Intl.DateTimeFormat("en-US", { ...look, ...whole }).formatToParts(moment);
  const part = Object.fromEntries(made.map(({ type, value }) => [type, value]));
  return [`${part.year}-${part.month}-${part.day}`, `${part.hour}:${part.minute}`];
}
