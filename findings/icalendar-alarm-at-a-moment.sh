#!/usr/bin/env bash
# icalendar 7.3.2. One would expect an alarm that is set to a moment ("the evening before at six") to be written as
# RFC 5545, 3.8.6.3 asks: TRIGGER;VALUE=DATE-TIME:..., since a TRIGGER without that is a duration; the library adds
# VALUE=DATE by itself to a DTSTART that is a day. What happens: both Alarm.add("trigger", moment) and alarm.TRIGGER =
# moment write TRIGGER:20260328T170000Z. The library reads that back, so a test with it alone sees nothing, but ical.js
# 2.2.1 (Thunderbird, Nextcloud) says that it is no duration, and the alarm never rings. Giving the parameter VALUE by hand
# helps. Users meet it with every reminder of an appointment that is to come at an hour of the day before.
# Exits with 1 where this no longer holds. Needs Node.js and npm.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check icalendar==7.3.2
cd "$place"
echo '{}' >package.json
npm install --silent --ignore-scripts --no-audit --no-fund ical.js@2.2.1
"$place/env/bin/python" - <<'PYTHON'
from datetime import UTC, date, datetime
from pathlib import Path

import icalendar

MOMENT = datetime(2026, 3, 28, 17, tzinfo=UTC)


def added(alarm: icalendar.Alarm) -> None:
    alarm.add("trigger", MOMENT)


def assigned(alarm: icalendar.Alarm) -> None:
    alarm.TRIGGER = MOMENT


def by_hand(alarm: icalendar.Alarm) -> None:
    alarm.add("trigger", MOMENT, parameters={"VALUE": "DATE-TIME"})


print("icalendar", icalendar.__version__)
for way in (added, assigned, by_hand):
    calendar, event, alarm = icalendar.Calendar(), icalendar.Event(), icalendar.Alarm()
    calendar.add("prodid", "-//made up//")
    calendar.add("version", "2.0")
    event.add("uid", "one")
    event.add("dtstamp", MOMENT)
    event.add("dtstart", date(2026, 3, 29))
    alarm.add("action", "DISPLAY")
    alarm.add("description", "Tomorrow")
    way(alarm)
    event.add_component(alarm)
    calendar.add_component(event)
    Path(f"{way.__name__}.ics").write_bytes(calendar.to_ical())
    read = icalendar.Calendar.from_ical(calendar.to_ical()).walk("VALARM")[0].TRIGGER
    print(way.__name__, "is read back by icalendar as", read)
PYTHON
cat >read.mjs <<'SCRIPT'
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
const seen = {};
for (const way of ['added', 'assigned', 'by_hand']) {
  const text = readFileSync(`${way}.ics`, 'utf8');
  console.log(way, text.match(/TRIGGER.*/)[0].trim(), '|', text.match(/DTSTART.*/)[0].trim());
  try {
    const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent');
    const trigger = event.getFirstSubcomponent('valarm').getFirstProperty('trigger');
    seen[way] = `${trigger.type} ${trigger.getFirstValue()}`;
  } catch (error) {
    seen[way] = 'refused';
    console.log('  ical.js:', error.message);
  }
}
console.log(JSON.stringify(seen));
const as = { added: 'refused', assigned: 'refused', by_hand: 'date-time 2026-03-28T17:00:00Z' };
const same = JSON.stringify(seen) === JSON.stringify(as);
console.log(same ? 'as described' : 'this has changed');
process.exit(same ? 0 : 1);
SCRIPT
node read.mjs
