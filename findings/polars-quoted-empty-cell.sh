#!/usr/bin/env bash
# polars 2.1.0, read_csv. One would expect an empty cell to be missing with or without quotes, as it is for pandas 3.1.1,
# since quotes say nothing of a type: polars itself reads "5" in quotes as the number 5. What happens: one empty cell in
# quotes makes the whole column of numbers a column of texts, and the cell is "" instead of missing. Users meet it with any
# CSV file whose writer quotes every cell, as Python's csv.QUOTE_ALL does. Leaving empty cells unquoted, or
# null_values="" when reading, gives numbers. Exits with 1 where this no longer holds.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check polars==2.1.0 pandas==3.1.1
"$place/env/bin/python" - <<'PYTHON'
import io
import sys

import pandas
import polars

QUOTED = b'day,score\r\n"1","5"\r\n"2",""\r\n"3","7"\r\n'
BARE = QUOTED.replace(b'""', b"")
print("polars", polars.__version__, "pandas", pandas.__version__)
seen = {
    "polars, empty cell in quotes": polars.read_csv(io.BytesIO(QUOTED))["score"].to_list(),
    "polars, the same, null_values": polars.read_csv(io.BytesIO(QUOTED), null_values="")["score"].to_list(),
    "polars, empty cell without quotes": polars.read_csv(io.BytesIO(BARE))["score"].to_list(),
    "pandas, empty cell in quotes": pandas.read_csv(io.BytesIO(QUOTED))["score"].astype("Int64").to_list(),
}
for what, values in seen.items():
    print(f"{what}: {values}")
texts, numbers = ["5", "", "7"], [5, None, 7]
same = list(seen.values())[:3] == [texts, numbers, numbers] and str(seen["pandas, empty cell in quotes"]) == "[5, <NA>, 7]"
print("as described" if same else "this has changed")
sys.exit(0 if same else 1)
PYTHON
