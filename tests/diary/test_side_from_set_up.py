"""The leg that set-up names stands in the day's details and in a moment, shown as such, until another is given."""

import pytest

from tests.support.pages import Browser, Page


def set_up(patient: Browser, side: str) -> None:
    patient.submit(patient.get(patient.path("episode")), side=side)


def side_of(page: Page, action: str) -> str:
    return dict(page.form(action).fields())["side"]


@pytest.mark.parametrize(("side", "shown"), [("left", "Left leg"), ("right", "Right leg"), ("both", "Both legs")])
def test_a_first_day_and_a_moment_begin_with_it(patient: Browser, side: str, shown: str) -> None:
    set_up(patient, side)
    today, moment = patient.get(patient.path("today")), patient.get(patient.path("moments/new"))
    assert side_of(today, "/details") == side
    assert f"{shown}, as you said of your sciatica. Change it if it was different." in today.text
    assert side_of(moment, "/moments/new") == side
    assert f"Where, warning signs, note {shown}, as you said of your sciatica" in moment.text, (
        "said where it is folded away"
    )


def test_what_was_given_comes_first(patient: Browser) -> None:
    set_up(patient, "left")
    patient.post(patient.path("days/2026-01-05/leg"), {"score": "4"})
    patient.submit(patient.get(patient.path("days/2026-01-05")), "/details", side="right")
    again = patient.get(patient.path("days/2026-01-06"))
    assert side_of(again, "/details") == "right"
    assert "as you said of your sciatica" not in again.text
    said = patient.get(patient.path("days/2026-01-05"))
    assert "as you said of your sciatica" not in said.text


def test_nothing_is_made_up_without_set_up(patient: Browser) -> None:
    assert side_of(patient.get(patient.path("today")), "/details") == ""
    assert side_of(patient.get(patient.path("moments/new")), "/moments/new") == ""
