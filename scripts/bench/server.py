"""The two servers that `scripts.bench.bare` compares, each in its own process: the real app, and one bare route.

Both look over their objects as seldom as `tracker serve` does.
"""

import sys
import uuid
from types import SimpleNamespace

from flask import Flask
from sqlalchemy import Uuid, bindparam, create_engine, text

from tracker.app import create_app
from tracker.configuration.settings import Settings
from tracker.server.connections import make_server
from tracker.serving import keep_for_good, share_heaps
from tracker.storage import sqlite
from tracker.throttling.browsers import Browsers
from tracker.web.limits import MOST_OF_STRANGERS


def bare_app(url: str) -> Flask:
    """One route that reads one row through SQLAlchemy Core: the least a Flask page with a database can do."""
    app = Flask("bare", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_OF_STRANGERS
    # What the server asks of the app: which browsers it knows.
    app.extensions["keeper"] = SimpleNamespace(
        throttle=SimpleNamespace(browsers=Browsers(("a key of the bare route",)))
    )
    engine = create_engine(url)
    sqlite.prepare(engine)
    query = text("SELECT leg_pain, back_pain FROM entry WHERE patient_id = :p ORDER BY for_date DESC LIMIT 1")
    statement = query.bindparams(bindparam("p", type_=Uuid()))

    @app.get("/<uuid:patient>")
    def one(patient: uuid.UUID) -> str:
        with sqlite.only_reading(), engine.connect() as connection:
            row = connection.execute(statement, {"p": patient}).one()
        return f"{row.leg_pain} {row.back_pain}"

    return app


def main() -> None:
    kind, port = sys.argv[1], int(sys.argv[2])
    settings = Settings.from_env()
    app = create_app(settings) if kind == "tracker" else bare_app(settings.database_url)
    share_heaps()
    keep_for_good()
    make_server(app, settings, host="127.0.0.1", port=port).run()


if __name__ == "__main__":
    main()
