"""Each statement of Evidence, Get help and the checklist has its sources, the day they were read, and the next look."""

from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from tests.support.blanks import plain
from tests.support.pages import Browser
from tracker.cli.statements import statements as command
from tracker.wording.sources import READ_AGAIN
from tracker.wording.statements import ALL, BY_CODE, Place, Statement, due, readings_of
from tracker.wording.statements.asked import ASKED
from tracker.wording.statements.checklist import CAUTIONS, CHECKLIST
from tracker.wording.statements.signs import SIGNS

LAST = READ_AGAIN


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.code)
def test_a_statement_has_a_source_the_day_it_was_read_and_the_next_look(one: Statement) -> None:
    assert one.sources
    assert all(source.name for source in one.sources)
    assert date(2026, 11, 1) <= one.read_on <= LAST
    assert one.read_on + timedelta(days=90) < one.look_again_by <= one.read_on + timedelta(days=2 * 366)
    assert one.said
    assert all(text.strip() for text in one.said)


def test_codes_are_told_apart_and_what_patients_ask_belongs_to_one() -> None:
    assert len(BY_CODE) == len(ALL)
    assert not ASKED.keys() - BY_CODE.keys()
    assert not ASKED.keys() & {one.code for one in SIGNS}, "signs have rules of their own"


@pytest.mark.parametrize(("place", "path"), [(Place.HELP, "/help-now"), (Place.CHECKLIST, "/checklist")])
def test_the_pages_say_what_the_statements_say_and_when_all_of_it_was_read(
    client: Browser, place: Place, path: str
) -> None:
    page = client.get(path)
    unsaid = {"emergency.any", CAUTIONS["other"].code}
    for one in ALL:
        if one.place is place and one.code not in unsaid:
            assert one.said[0] in page.text, one.code
    readings = readings_of(SIGNS if place is Place.HELP else CHECKLIST)
    for source in readings.sources:
        assert source.name in page.text
    assert "read Sun 22 Nov 2026, again by Sun 23 May 2027" in page.text


def test_every_statement_of_the_evidence_page_stands_there_where_an_answer_leads(client: Browser) -> None:
    page = client.get("/evidence")
    for one in ALL:
        if one.place is Place.EVIDENCE:
            where = one.part if one.part == "trial" else one.code
            assert page.all(f"[id='{where}']"), one.code
            assert plain(one.said[0]) in plain(page.text), one.code


def test_what_is_due_is_listed_the_longest_due_first() -> None:
    assert due(READ_AGAIN) == []
    found = due(date(2027, 12, 31))
    days = [one.look_again_by for one in found]
    assert found
    assert days == sorted(days)
    assert BY_CODE["heat.heat"] in found
    assert BY_CODE["by_itself.atlas"] not in found
    (on_the_day,) = due(BY_CODE["heat.heat"].look_again_by, [BY_CODE["heat.heat"]])
    assert on_the_day.code == "heat.heat"


def test_the_host_is_told_which_are_due() -> None:
    run = CliRunner()
    none = run.invoke(command, ["--by", "2026-12-01"])
    assert none.output == f"0 of {len(ALL)} statements to be looked at again by 2026-12-01.\n"
    some = run.invoke(command, ["--by", "2027-06-01"]).output.splitlines()
    assert some[-1] == f"{len(some) - 1} of {len(ALL)} statements to be looked at again by 2027-06-01."
    assert any("guidelines.nice" in line and "https://www.nice.org.uk/guidance/ng59" in line for line in some)
    whole = run.invoke(command, ["--all"]).output.splitlines()
    assert len(whole) == len(ALL) + 1
    assert run.invoke(command, []).exit_code == 0
