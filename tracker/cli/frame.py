"""What every command stands on: the app with its database ready, and faults said in one line."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click
from flask import Flask
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tracker import schema
from tracker.app import create_app
from tracker.extensions import db
from tracker.keeping.guard import Refused
from tracker.keeping.in_use import InUse, using
from tracker.keeping.tables import bring_up
from tracker.settings import SettingsFault
from tracker.web import clock


@contextmanager
def app_ready(*, migrated: bool = True) -> Iterator[Flask]:
    try:
        app = create_app()
    except SettingsFault as fault:
        stop(str(fault))
    with app.app_context():
        try:
            with using(app.extensions["settings"]):
                app.extensions["guard"].check_ours()
                if migrated:
                    bring_up(db.engine, clock.now())
                yield app
        except InUse:
            stop("a restore is under way; try again when it is done")
        except (schema.SchemaFault, Refused) as fault:
            stop(str(fault))
        except DBAPIError as fault:
            stop(f"the database cannot be used: {fault.orig}")
        finally:
            db.session.remove()


def stop(message: str) -> NoReturn:
    click.echo(f"tracker: {message}", err=True)
    sys.exit(1)


def session() -> Session:
    return db.session()
