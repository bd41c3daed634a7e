"""`tracker statements`: which statements of the pages for everyone are to be looked at again, and their sources."""

from datetime import date, datetime

import click

from tracker.web import clock
from tracker.wording.language import said
from tracker.wording.statements import ALL, Statement, due


@click.command()
@click.option("--by", type=click.DateTime(["%Y-%m-%d"]), help="The day up to which they fall due; today if not given.")
@click.option("--all", "whole", is_flag=True, help="Every statement, the next to fall due first.")
def statements(by: datetime | None, *, whole: bool) -> None:
    """List the statements of Evidence, Get help and the checklist whose sources are to be looked at again."""
    on = date.max if whole else (by or clock.now()).date()
    found = due(on)
    for one in found:
        click.echo(f"{one.look_again_by}  {one.code}  read {one.read_on}: {_sources(one)}")
    click.echo(f"{len(found)} of {len(ALL)} statements" + ("." if whole else f" to be looked at again by {on}."))


def _sources(one: Statement) -> str:
    return "; ".join(f"{said(source.name)} {source.address}".rstrip() for source in one.sources)
