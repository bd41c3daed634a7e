#!/usr/bin/env bash
# SQLAlchemy 2.1.9, event.listen(engine, name, listener, insert=True).
#
# Guess, written down first: `insert=True` puts a listener before those already there, for whatever an engine tells of,
# as the documentation of `listen` has it.
#
# Seen: it does for what the pool tells of (connect, checkout, checkin). For what the engine's connections tell of
# (begin, before_cursor_execute, commit, rollback) the option is taken without a word and changes nothing: the listener
# stands last.
#
# Whoever sends SQLite's BEGIN from a listener, as the documentation advises, meets it: what should be done before that
# BEGIN, such as waiting for one's turn to write, is done after it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check sqlalchemy==2.1.9
"$folder/venv/bin/python" - <<'PY'
from importlib.metadata import version

from sqlalchemy import create_engine, event, text

print("SQLAlchemy", version("sqlalchemy"))
expected = {
    "connect": ["inserted", "first"],
    "checkout": ["inserted", "first"],
    "checkin": ["inserted", "first"],
    "begin": ["first", "inserted"],
    "before_cursor_execute": ["first", "inserted"],
    "commit": ["first", "inserted"],
    "rollback": ["first", "inserted"],
}
wrong = 0
for name, seen_before in expected.items():
    engine, called = create_engine("sqlite://"), []
    event.listen(engine, name, lambda *_, called=called: called.append("first"))
    event.listen(engine, name, lambda *_, called=called: called.append("inserted"), insert=True)
    with engine.connect() as connection:
        if name == "rollback":
            connection.begin().rollback()
        else:
            connection.execute(text("SELECT 1"))
            connection.commit()
    print(f"{name}: {', then '.join(called[:2])}")
    wrong += called[:2] != seen_before
raise SystemExit("the behaviour has changed" if wrong else 0)
PY
