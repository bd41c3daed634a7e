"""Brings the tables up to date and dies after so many statements: `python -m scripts.torture.upgrading COUNT`.

COUNT 0 means that it does not die; it then says how many statements there were.
"""

import os
import signal
import sys
from typing import Any

from sqlalchemy import event

from tracker.app import create_app
from tracker.operations import schema
from tracker.web.extensions import db


def main() -> None:
    last, done = int(sys.argv[1]), 0

    def count(*_: Any) -> None:
        nonlocal done
        done += 1
        if done == last:
            os.kill(os.getpid(), signal.SIGKILL)

    app = create_app()
    with app.app_context():
        event.listen(db.engine, "after_cursor_execute", count)
        event.listen(db.engine, "commit", count)
        schema.upgrade(db.engine)
    print(done)


if __name__ == "__main__":
    main()
