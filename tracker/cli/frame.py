"""What every command stands on: the app with its database ready, and faults said in one line."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import NoReturn

import click
from flask import Flask
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tracker.app import create_app
from tracker.configuration.settings import Settings, SettingsFault
from tracker.operations import schema
from tracker.operations.guard import Refused
from tracker.operations.in_use import InUse, using
from tracker.operations.tables import bring_up, check_at_newest
from tracker.web import clock
from tracker.web.extensions import db


class Tables(Enum):
    """What a command needs of the tables. Older ones are brought up by `serve` and `upgrade` alone."""

    NEWEST = "at the newest version"
    NEWEST_OR_NEW = "at the newest version, and made where there are none"
    AS_THEY_ARE = "as they are"


@contextmanager
def app_ready(tables: Tables = Tables.NEWEST) -> Iterator[Flask]:
    """The app with its database; whatever stands in the way ends the command with one sentence."""
    try:
        app = create_app()
    except SettingsFault as fault:
        stop(str(fault))
    with app.app_context():
        try:
            with using(app.extensions["settings"]):
                app.extensions["guard"].check_ours()
                _see_to(tables, app.extensions["settings"])
                yield app
        except InUse:
            stop("a restore is under way; try again when it is done")
        except (schema.SchemaFault, Refused) as fault:
            stop(str(fault))
        except DBAPIError as fault:
            stop(f"the database cannot be used: {fault.orig}")
        except UnicodeError:
            stop("what was given is no text in UTF-8")
        finally:
            db.session.remove()
            db.engine.dispose()


def _see_to(tables: Tables, settings: Settings) -> None:
    if tables is Tables.AS_THEY_ARE:
        return
    if tables is Tables.NEWEST_OR_NEW and schema.stamp_of(db.engine) is None:
        bring_up(db.engine, settings, clock.now())
    check_at_newest(db.engine)


def stop(message: str) -> NoReturn:
    click.echo(f"tracker: {message}", err=True)
    sys.exit(1)


@contextmanager
def writing(what: str) -> Iterator[None]:
    """A place that cannot be written to ends the command with one sentence."""
    try:
        yield
    except OSError as fault:
        stop(f"{what} cannot be written: {': '.join(filter(None, (fault.filename, fault.strerror)))}")


def session() -> Session:
    return db.session()
