"""The control of the pairs: the real app with the locks of records and rows taken out.

No part of the product does this. It is here to show that the comparison would see it.
"""

import sys

from tracker.app import create_app
from tracker.patients.services import turns
from tracker.server.connections import make_server


def main() -> None:
    setattr(turns, "_locks", lambda _db_session: False)  # noqa: B010 - no part of the app can
    app = create_app()
    make_server(app, app.extensions["settings"], host="127.0.0.1", port=int(sys.argv[-1])).run()


if __name__ == "__main__":
    main()
