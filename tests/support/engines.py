"""Apps and engines of tests, which leave no connection open behind them."""

from flask import Flask

from tracker.web.extensions import db


def let_go(app: Flask) -> None:
    """As when its server is stopped."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
