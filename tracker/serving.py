"""The app as a server runs it: `gunicorn tracker.serving:app()` makes one in each worker process."""

from flask import Flask

from tracker.app import create_app


def app() -> Flask:
    return create_app()
