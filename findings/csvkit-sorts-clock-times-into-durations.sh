#!/usr/bin/env bash
# csvkit 2.2.0 with agate 1.14.2, csvsort. One would expect sorting to move rows and leave cells as they are. What happens:
# a clock time of the day, 08:15, is read as eight minutes and fifteen seconds and written as 0:08:15; a column of scores
# in which only 0 and 1 occur is written as False and True; the word none becomes an empty cell. No message, exit 0. Users
# meet it who sort, query or convert a diary's entries.csv (for_time, back_pain) on the command line. --no-inference keeps
# times and scores, and even then the word none is lost unless --blanks is given too. Exits with 1 where this no longer holds.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check csvkit==2.2.0 agate==1.14.2 pytimeparse==1.1.10
cd "$place"
cat >days.csv <<'CSV'
for_date,for_time,back_pain,leg_pain,side
2026-03-02,18:30,1,6,none
2026-03-01,08:15,0,7,left
CSV
"$place/env/bin/csvsort" --version
sorted=$("$place/env/bin/csvsort" --columns for_date days.csv)
kept=$("$place/env/bin/csvsort" --no-inference --blanks --columns for_date days.csv)
printf 'csvsort:\n%s\ncsvsort --no-inference --blanks:\n%s\n' "$sorted" "$kept"
rows='for_date,for_time,back_pain,leg_pain,side'
if [ "$sorted" = "$rows
2026-03-01,0:08:15,False,7,left
2026-03-02,0:18:30,True,6," ] && [ "$(printf '%s\n' "$kept" | tail -n 2)" = "2026-03-01,08:15,0,7,left
2026-03-02,18:30,1,6,none" ]; then
  echo "as described"
else
  echo "this has changed"
  exit 1
fi
