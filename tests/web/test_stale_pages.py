"""A page that was opened before something newer was saved: nothing newer is lost, nothing typed is lost."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests.support.pages import Browser, Page
from tests.support.people import Person, sign_in
from tests.support.sharing import today
from tracker.web import opened
from tracker.wording import formats

TEXTS = st.builds(str.__mul__, st.text("ab …", min_size=1, max_size=40), st.integers(1, 9)) | st.text(max_size=90)
SIMILAR = st.builds(lambda shared, one, other: (shared + one, shared + other), TEXTS, TEXTS, TEXTS)


@pytest.fixture
def laptop(patient: Browser) -> Browser:
    return patient


@pytest.fixture
def phone(app: Flask, person: Person) -> Browser:
    """The same person on another device."""
    return sign_in(app, person)


def held(page: Page, action: str) -> dict[str, list[str]]:
    """What a form of the page holds, but for what is new on every page."""
    found: dict[str, list[str]] = {}
    for name, value in page.form(action).fields():
        if name not in {"csrf_token", "id", opened.NAME}:
            found.setdefault(name, []).append(value)
    return found


def settled(field: str, which: str) -> dict[str, Any]:
    """The answer to which of the two counts."""
    return {opened.SETTLE + field: which}


def test_a_stale_day_keeps_a_warning_sign_ticked_elsewhere(laptop: Browser, phone: Browser) -> None:
    today_page = laptop.path("today")
    laptop.submit(laptop.get(today_page), "/leg", score=5)
    stale = laptop.get(today_page)
    phone.submit(phone.get(phone.path("today")), "details", warning_signs=["saddle_numbness"], note="sat badly")
    laptop.submit(stale, "details", qualities=["burning"])
    now = held(laptop.get(today_page), "details")
    assert now["warning_signs"] == ["saddle_numbness"]
    assert now["qualities"] == ["burning"]
    assert now["note"] == ["sat badly"]


def test_places_that_a_stale_day_only_offers_give_way_to_those_given_elsewhere(laptop: Browser, phone: Browser) -> None:
    yesterday = today() - timedelta(days=1)
    for typed in ({"score": 5}, {"side": "left", "regions": ["calf"]}):
        page = laptop.get(laptop.path(f"days/{yesterday}"))
        laptop.submit(page, "/leg" if "score" in typed else "details", **typed)
    laptop.submit(laptop.get(laptop.path("today")), "/leg", score=5)
    stale = laptop.get(laptop.path("today"))
    assert (held(stale, "details")["side"], held(stale, "details")["regions"]) == (["left"], ["calf"])
    phone.submit(phone.get(phone.path("today")), "details", side="right", regions=["ankle"])
    assert laptop.submit(stale, "details", qualities=["burning"], follow=False).status == 303
    now = held(laptop.get(laptop.path("today")), "details")
    assert (now["side"], now["regions"], now["qualities"]) == (["right"], ["ankle"], ["burning"])


@pytest.mark.parametrize("typed", [{"regions": ["calf", "ankle"]}, {"qualities": ["burning"]}])
def test_places_that_a_day_offers_are_saved_with_it(laptop: Browser, typed: dict[str, Any]) -> None:
    yesterday = today() - timedelta(days=1)
    laptop.submit(laptop.get(laptop.path(f"days/{yesterday}")), "/leg", score=5)
    laptop.submit(laptop.get(laptop.path(f"days/{yesterday}")), "details", side="left", regions=["calf"])
    laptop.submit(laptop.get(laptop.path("today")), "/leg", score=5)
    laptop.submit(laptop.get(laptop.path("today")), "details", **typed)
    now = held(laptop.get(laptop.path("today")), "details")
    assert (now["side"], now["regions"]) == (["left"], typed.get("regions", ["calf"]))


def test_what_was_shown_can_be_unticked(laptop: Browser) -> None:
    laptop.submit(laptop.get(laptop.path("today")), "/leg", score=5)
    laptop.submit(laptop.get(laptop.path("today")), "details", warning_signs=["saddle_numbness"])
    laptop.submit(laptop.get(laptop.path("today")), "details", warning_signs=None)
    assert "warning_signs" not in held(laptop.get(laptop.path("today")), "details")


def test_a_tap_on_a_fresh_page_is_one_tap(laptop: Browser) -> None:
    for score in (5, 3, 0):
        assert laptop.submit(laptop.get(laptop.path("today")), "/leg", score=score, follow=False).status == 303


@pytest.mark.parametrize("which", [opened.MINE, opened.NEWER])
def test_a_tap_on_a_stale_page_is_asked_about(laptop: Browser, phone: Browser, which: str) -> None:
    stale = laptop.get(laptop.path("today"))
    phone.submit(phone.get(phone.path("today")), "/leg", score=5)
    asked = laptop.submit(stale, "/leg", score=3)
    assert asked.status == 422
    assert "Saved meanwhile on" in asked.error_of("leg_pain")
    assert ": 5. You gave: 3." in asked.error_of("leg_pain")
    assert held(phone.get(phone.path("today")), "details")  # the day is there, with the phone's number
    laptop.submit(asked, "details", **settled("leg_pain", which))
    entry = laptop.get(laptop.path("today")).one("form[id='leg-scale']")
    assert f'value="{3 if which == opened.MINE else 5}" aria-pressed="true"' in " ".join(entry.to_html().split())


def test_the_same_tap_twice_is_no_question(laptop: Browser, phone: Browser) -> None:
    stale = laptop.get(laptop.path("today"))
    phone.submit(phone.get(phone.path("today")), "/leg", score=5)
    assert laptop.submit(stale, "/leg", score=5, follow=False).status == 303


def test_a_tap_on_the_number_that_a_stale_page_shows_is_meant(laptop: Browser, phone: Browser) -> None:
    laptop.submit(laptop.get(laptop.path("today")), "/leg", score=5)
    stale = laptop.get(laptop.path("today"))
    changed = phone.submit(phone.get(phone.path("today")), "/leg", score=7)
    asked = laptop.submit(stale, "/leg", score=5)
    assert asked.status == 422
    assert ": 7. You gave: 5." in asked.error_of("leg_pain")
    phone.submit(changed, "/undo/")
    assert laptop.submit(stale, "/leg", score=5, follow=False).status == 303


def test_a_tap_on_a_number_that_was_taken_back_elsewhere_gives_it_again(laptop: Browser, phone: Browser) -> None:
    given = phone.submit(phone.get(phone.path("today")), "/leg", score=5)
    stale = laptop.get(laptop.path("today"))
    phone.submit(given, "/undo/")
    assert laptop.submit(stale, "/leg", score=5, follow=False).status == 303
    pressed = laptop.get(laptop.path("today")).all("button[aria-pressed=true]")
    assert [button.attrs["value"] for button in pressed] == ["5"]


def test_a_tap_without_a_number_is_asked_for_one(laptop: Browser) -> None:
    page = laptop.get(laptop.path("today"))
    answer = laptop.submit(page, "/leg", follow=False)
    assert answer.status == 422
    assert answer.error_of("leg_pain") == "Please check: Please choose a number from 0 to 10."


def test_a_form_without_what_it_was_opened_with_fills_what_is_empty_and_asks_about_the_rest(laptop: Browser) -> None:
    laptop.post(laptop.path("episode"), {"side": "left"})
    answer = laptop.post(laptop.path("episode"), {"side": "right", "note": "long car rides"})
    assert answer.status == 422
    assert "Left leg. You gave: Right leg." in answer.error_of("side")
    assert not answer.error_of("note")
    assert held(answer, "")["note"] == ["long car rides"]
    assert held(laptop.get(laptop.path("episode")), "")["side"] == ["left"]


def test_a_mistyped_answer_is_asked_about_too(laptop: Browser, phone: Browser) -> None:
    """Else the newer one would be overwritten when the mistake is mended."""
    stale = laptop.get(laptop.path("episode"))
    phone.submit(phone.get(phone.path("episode")), "", began_on="2026-01-02")
    answer = laptop.submit(stale, "", began_on="soon")
    assert "Fri 2 Jan 2026. You gave: soon." in answer.error_of("began_on")
    laptop.submit(answer, "", began_on="soon", **settled("began_on", opened.NEWER))
    assert held(laptop.get(laptop.path("episode")), "")["began_on"] == ["2026-01-02"]


def test_an_answer_taken_away_elsewhere_is_told_as_nothing(laptop: Browser, phone: Browser) -> None:
    laptop.submit(laptop.get(laptop.path("episode")), "", note="first", began_on=str(today() - timedelta(days=9)))
    stale = laptop.get(laptop.path("episode"))
    phone.submit(phone.get(phone.path("episode")), "", note="", began_on="")
    answer = laptop.submit(stale, "", note="second", began_on=str(today() - timedelta(days=8)))
    assert "nothing. You gave: second." in answer.error_of("note")
    assert "nothing. You gave: " in answer.error_of("began_on")


def test_long_answers_that_begin_alike_are_told_apart(laptop: Browser, phone: Browser) -> None:
    shared = "It began on the way home from work, in the car, after two hours of sitting still, and "
    stale = laptop.get(laptop.path("episode"))
    phone.submit(phone.get(phone.path("episode")), "", note=f"{shared}went away by night.")
    answer = laptop.submit(stale, "", note=f"{shared}stayed.")
    assert (
        "… sitting still, and went away by night. You gave: … sitting still, and stayed. Which one"
        in answer.error_of("note")
    )


@given(texts=SIMILAR)
def test_two_texts_in_short_differ_where_they_do(texts: tuple[str, str]) -> None:
    one, other = (" ".join(text.split()) for text in texts)
    short = formats.apart_shortly(*texts)
    assert all(len(text) <= formats.SHORT for text in short)
    assert (short[0] == short[1]) == (one == other)


def test_a_long_note_stands_beside_the_newer_one_in_full(laptop: Browser, phone: Browser) -> None:
    mine, newer = "mine " * 300, "newer " * 300
    stale = laptop.get(laptop.path("episode"))
    phone.submit(phone.get(phone.path("episode")), "", note=newer)
    answer = laptop.submit(stale, "", note=mine)
    assert newer.strip() in answer.one("blockquote").to_text()
    assert held(answer, "")["note"] == [mine.strip()] or held(answer, "")["note"] == [mine]
    assert len(answer.error_of("note")) < 300


@pytest.mark.parametrize(
    "raw", [None, "", "{", "[]", "null", "7", '"x"', "[" * 5000, '{"side": 7, "note": {"": 7}}', "x" * 30_000]
)
def test_whatever_stands_in_the_hidden_field_loses_nothing(laptop: Browser, raw: str | None) -> None:
    laptop.post(laptop.path("episode"), {"side": "left", "note": "kept"})
    sent = {"side": "right"} if raw is None else {"side": "right", "note": "", opened.NAME: raw}
    assert laptop.post(laptop.path("episode"), sent).status == 422
    assert held(laptop.get(laptop.path("episode")), "") == {
        **held(laptop.get(laptop.path("episode")), ""),
        "side": ["left"],
        "note": ["kept"],
    }


@pytest.mark.parametrize("path", ["sessions/new/massage", "medication/new", "moments/new"])
def test_what_was_typed_for_something_deleted_elsewhere_is_kept_in_the_persons_own_words(
    laptop: Browser, phone: Browser, path: str
) -> None:
    needed: dict[str, Any] = {"leg_pain": "5"} if path == "moments/new" else {}
    needed |= {"name": "Naproxen"} if path == "medication/new" else {}
    page = laptop.get(laptop.path(path))
    new_id = dict(page.form(path).fields())["id"]
    laptop.submit(page, path, **needed)
    kept = {"sessions/new/massage": "sessions", "medication/new": "medication", "moments/new": "entries"}[path]
    form = laptop.path(f"{kept}/{new_id}{'/edit' if kept == 'sessions' else ''}")
    stale = laptop.get(form)
    phone.post(phone.path(f"{kept}/{new_id}/delete"))
    fields = [(field, value) for field, value in stale.form(new_id).fields() if field != "note"]
    unseen = [("note", "Hands like a vice"), ("looked_at", new_id), ("instead_of", new_id)]
    answer = laptop.post(form, [*fields, *unseen])
    assert answer.status == 404
    copied = answer.one("textarea").to_text()
    assert "Note: Hands like a vice" in copied
    assert new_id not in copied
    assert "hown at" not in copied
