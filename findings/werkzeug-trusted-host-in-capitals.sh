#!/usr/bin/env bash
# werkzeug 3.1.9, host_is_trusted(host, trusted_list), as the "trusted hosts" of a Flask app use it.
#
# Guess, written down first: host names know no capitals, so a host that is listed as Diary.Example.org is the one a
# browser sends as diary.example.org; and a server listed as [::1] may be reached at [::1]:8000, as one that is listed as
# 127.0.0.1 may be at 127.0.0.1:8000.
#
# Seen: neither. A list with capitals matches no request of any browser, for browsers send small letters: every page is
# answered with 400, and nothing says why. An IPv6 address in its brackets matches nothing at all, with a port or without,
# so a server that is reached by one cannot be listed.
#
# Whoever copies a name from a certificate or a business card into the list meets it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check werkzeug==3.1.9
"$folder/venv/bin/python" - <<'PY'
from importlib.metadata import version

from werkzeug.sansio.utils import host_is_trusted

print("werkzeug", version("werkzeug"))
cases = [
    ("diary.example.org", ["diary.example.org"], True),
    ("diary.example.org", ["Diary.Example.org"], False),
    ("Diary.Example.org", ["diary.example.org"], False),
    ("127.0.0.1:8000", ["127.0.0.1"], True),
    ("[::1]", ["[::1]"], False),
    ("[::1]:8000", ["[::1]"], False),
]
wrong = 0
for host, listed, seen_before in cases:
    seen = host_is_trusted(host, listed)
    print(f"sent {host!r}, listed {listed[0]!r}: {'trusted' if seen else 'refused'}")
    wrong += seen is not seen_before
raise SystemExit("the behaviour has changed" if wrong else 0)
PY
