#!/usr/bin/env bash
# polars 2.1.0 with its default reader of workbooks, fastexcel 0.21.0 (on calamine). One would expect a cell that holds a
# clock time alone to be a time: the same call makes cells of days dates and cells of lengths durations, polars has a type
# for times, and pandas 3.1.1 on the same calamine gives datetime.time. What happens: 18:30 becomes a moment on 31 December
# 1899. Users meet it in the for_time of entries of the workbook, where a day and its clock time are put together.
# schema_overrides={"clock": polars.Time}, or engine="openpyxl", give times. Exits with 1 where this no longer holds.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check \
  polars==2.1.0 fastexcel==0.21.0 openpyxl==3.1.5 pandas==3.1.1 python-calamine==0.9.1
"$place/env/bin/python" - "$place/clock.xlsx" <<'PYTHON'
import datetime
import sys

import openpyxl
import pandas
import polars

path = sys.argv[1]
book = openpyxl.Workbook()
book.active.append(["day", "clock", "lasted"])
book.active.append([datetime.date(2026, 3, 1), datetime.time(18, 30), datetime.timedelta(minutes=30)])
book.save(path)

print("polars", polars.__version__, "pandas", pandas.__version__)
usual = polars.read_excel(path)
told = polars.read_excel(path, schema_overrides={"clock": polars.Time})
other = polars.read_excel(path, engine="openpyxl")
with_pandas = pandas.read_excel(path, engine="calamine")
print("polars:", usual.schema, usual.row(0))
print("polars, told the type:", told["clock"].to_list())
print("polars, openpyxl:", other["clock"].to_list())
print("pandas, calamine:", with_pandas["clock"].to_list())
time = datetime.time(18, 30)
same = (
    usual.row(0) == (datetime.date(2026, 3, 1), datetime.datetime(1899, 12, 31, 18, 30), datetime.timedelta(minutes=30))
    and told["clock"].to_list() == other["clock"].to_list() == with_pandas["clock"].to_list() == [time]
)
print("as described" if same else "this has changed")
sys.exit(0 if same else 1)
PYTHON
