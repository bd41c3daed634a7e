"""`tracker report`: a patient's report as a PDF."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from tracker.cli.files import day_given, find_patient, in_order
from tracker.cli.frame import app_ready, session, stop, writing
from tracker.dashboard.services.ranges import own_span
from tracker.domain.errors import Invalid
from tracker.domain.values.periods import local_day
from tracker.papers.services.report import Asked, report_of
from tracker.papers.services.typeset import NotSet, Size, pdf_bytes
from tracker.reports.services.exporting import write_whole
from tracker.review.services.choosing import choose_course
from tracker.web import clock
from tracker.wording import errors
from tracker.wording.catalogues import ENGLISH_TAG
from tracker.wording.letter import foot

SIZES = {"a4": Size.A4, "letter": Size.LETTER}


@click.command()
@click.option("--patient", "name", required=True, help="User name of the patient.")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="File to write.")
@click.option("--from", "first", callback=day_given, help="First day, such as 2026-01-01.")
@click.option("--to", "last", callback=day_given, help="Last day, included.")
@click.option("--paper", type=click.Choice(list(SIZES)), default="a4", help="Size of its pages.")
def report(name: str, out: Path, first: date | None, last: date | None, paper: str) -> None:
    """Write a patient's report as a PDF."""
    with app_ready():
        in_order(first, last)
        account, patient_id = find_patient(name)
        now, zone = clock.now(), ZoneInfo(account.time_zone)
        today = local_day(now, zone)
        try:
            span = own_span(first, last, today)
        except Invalid as problem:
            stop(errors.said(problem))
        asked = Asked(
            patient_id=patient_id,
            name=account.user_name,
            today=today,
            zone=zone,
            span=span,
            foot=foot(account.user_name, today),
        )
        choice = choose_course(session(), patient_id, None, today, None)
        try:
            pdf = pdf_bytes(report_of(session(), asked, choice), SIZES[paper], ENGLISH_TAG, now)
        except NotSet as error:
            stop(f"the report could not be made, and nothing was written: {error}")
        with writing("the report"):
            out.parent.mkdir(parents=True, exist_ok=True)
            click.echo(write_whole(out, iter((pdf,))))
