"""The form of a practitioner's record: what it takes, what it refuses and in which words."""

import uuid
from typing import Any

import pytest

from tests.support.pages import Browser, without_twice
from tests.treatment.recording import FULL, NO_EVENT, Room, saved_columns
from tracker.domain.limits import ADVERSE_EVENTS_MOST, LINE_LENGTH, NOTE_LENGTH
from tracker.wording.vocabularies import ADJUNCTS, ONSETS, POSITIONS, RELATED, SENSATIONS, STIMULATIONS, STYLES

REFUSED = 422
HOSTILE = "<script>alert(1)</script>{{ 7*7 }}'\"&amp; ＝1+1"
LINES = ("style_other", "depth", "needle_brand")
NOTES = ("rationale", "varied_note", "setting", "advice_given", "note")
LARGEST_PAGE = 60_000


def row_of(name: str, **parts: str) -> dict[str, Any]:
    return {f"adverse_events-{name}-{part}": value for part, value in parts.items()}


@pytest.mark.parametrize(
    ("name", "typed", "stands"),
    [
        ("needle_count", "-1", False),
        ("needle_count", "0", True),
        ("needle_count", "60", True),
        ("needle_count", "61", False),
        ("needle_minutes", "0", False),
        ("needle_minutes", "1", True),
        ("needle_minutes", "120", True),
        ("needle_minutes", "121", False),
        ("needle_gauge_mm", "-1", False),
        ("needle_gauge_mm", "0", False),
        ("needle_gauge_mm", "0.001", True),
        ("needle_gauge_mm", "2", True),
        ("needle_gauge_mm", "2.001", False),
        ("needle_length_mm", "-1", False),
        ("needle_length_mm", "0", False),
        ("needle_length_mm", "0.1", True),
        ("needle_length_mm", "300", True),
        ("needle_length_mm", "300.1", False),
        ("stimulation_hz", "-1", False),
        ("stimulation_hz", "0", False),
        ("stimulation_hz", "1000", True),
        ("stimulation_hz", "1000.001", False),
        ("points-more", "BL0", True),
        ("points-more", "BL67", True),
        ("points-more", "BL68", True),
        ("points-more", "GV4 left", False),
        ("points-more", "P6", False),
        ("points-more", "x" * NOTE_LENGTH, True),
        ("points-more", "x" * (NOTE_LENGTH + 1), False),
        *((name, "x" * LINE_LENGTH, True) for name in LINES),
        *((name, "x" * (LINE_LENGTH + 1), False) for name in LINES),
        *((name, "x" * NOTE_LENGTH, True) for name in NOTES),
        *((name, "x" * (NOTE_LENGTH + 1), False) for name in NOTES),
    ],
)
def test_limits_hold_at_both_ends(room: Room, name: str, typed: str, stands: bool) -> None:
    session_id = room.hold()
    given: dict[str, Any] = {"stimulation": "electrical", name: typed}
    answer = room.write(session_id, **given)
    assert answer.status == (303 if stands else REFUSED)
    assert len(room.records()) == (1 if stands else 0)
    if not stands:
        assert answer.error_of(name.removesuffix("-more"))
        assert dict(answer.form("record/edit").fields())[name] == typed


def test_what_is_folded_tells_the_needle_as_it_was_typed(room: Room) -> None:
    answer = room.write(room.hold(), needle_gauge_mm='1/4"', needle_length_mm="<30>", needle_brand="Ash & Elm")
    assert answer.status == REFUSED
    told = [" ".join(node.to_text().split()) for node in answer.all("summary .soft")]
    assert '1/4" × <30> mm, Ash & Elm' in told


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("response", SENSATIONS),
        ("stimulation", STIMULATIONS),
        ("style", STYLES),
        ("position", POSITIONS),
        ("adjuncts", ADJUNCTS),
        ("twitch", ("yes", "no")),
        ("varied", ("yes", "no")),
        ("single_use", ("yes", "no")),
    ],
)
def test_every_answer_is_taken_and_no_other(room: Room, name: str, words: Any) -> None:
    session_id, li = room.hold(), room.browser()
    for code in words:
        assert room.write(session_id, by=li, **{name: code}).status == 303
        kept = (code,) if name == "adjuncts" else {"yes": True, "no": False}.get(code, code)
        assert getattr(room.record(), name) == kept
    form = dict(li.get(li.path(f"sessions/{session_id}/record/edit")).form("record/edit").fields())
    refused = li.post(li.path(f"sessions/{session_id}/record/edit"), form | {name: "else"})
    assert refused.status == REFUSED
    assert refused.error_of(name)


def test_at_least_one_thing_is_given(room: Room) -> None:
    answer = room.write(room.hold())
    assert answer.status == REFUSED
    assert "Please fill in at least one thing." in answer.text


def test_hertz_without_current_are_refused_in_words(room: Room) -> None:
    answer = room.write(room.hold(), stimulation="manual", stimulation_hz="2")
    assert "Hertz belong to electrical stimulation." in answer.error_of("stimulation_hz")


def test_points_from_the_list_join_the_typed_ones_once(room: Room) -> None:
    session_id = room.hold()
    typed: dict[str, Any] = {"points": ["BL40", "GB30", "GV4"], "points-GB30-side": "both"}
    room.write(session_id, **(typed | {"points-more": "UB 40 left; Zu San Li right"}))
    assert room.record().points == "GB30 both; GV4; BL40 left; ST36 right"
    page = room.browser().get(room.browser().path(f"sessions/{session_id}/record/edit"))
    fields = page.form("record/edit").fields()
    assert ("points-more", "GB30 both; GV4; BL40 left; ST36 right") in fields
    assert not [value for name, value in fields if name == "points"]


@pytest.mark.parametrize("code", [*ONSETS, *RELATED])
def test_every_word_for_an_event_is_kept(room: Room, code: str) -> None:
    part = "onset" if code in ONSETS else "related"
    room.write(room.hold(), **row_of("0", item="tired", **{part: code}))
    assert room.record().adverse_events == [{"item": "tired", part: code}]


def test_none_seen_is_not_the_same_as_nothing_said(room: Room, patient: Browser) -> None:
    session_id, li = room.hold(), room.browser()
    room.write(session_id, by=li, note="x")
    assert room.record().adverse_events is None
    address = patient.path(f"sessions/{session_id}")
    assert "None seen" not in patient.get(address).text
    none_seen: dict[str, Any] = {"adverse_events-none": "yes"}
    room.write(session_id, by=li, **none_seen)
    assert room.record().adverse_events == []
    assert "None seen" in patient.get(address).text
    refused = room.write(session_id, by=li, **(none_seen | row_of("0", item="tired")))
    assert "You ticked that you saw none, and named some." in refused.error_of("adverse_events")
    assert room.record().adverse_events == []


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (row_of("1", severity="mild"), "Row 2: please choose what it was."),
        (row_of("0", item="cough"), "Row 1: Please choose one of the answers given."),
        (row_of("0", item="tired", lasted="x" * (LINE_LENGTH + 1)), "Row 1: Please keep this to 120 characters"),
        (row_of("0", item="tired", action="\x00"), "Row 1: This text has a hidden character"),
        (row_of("0", item="tired") | row_of("1", item="tired"), "“Drowsy or tired” stands twice."),
        (row_of("0", item="tired", serious="maybe"), "Row 1: Please answer yes or no."),
    ],
)
def test_events_are_refused_row_by_row(room: Room, typed: dict[str, Any], message: str) -> None:
    session_id, li = room.hold(), room.browser()
    answer = li.post(li.path(f"sessions/{session_id}/record/edit"), {"id": str(uuid.uuid4())} | typed)
    assert answer.status == REFUSED
    assert message in answer.error_of("adverse_events")
    assert room.records() == []


def test_there_is_a_blank_row_until_all_are_taken(room: Room) -> None:
    session_id, li = room.hold(), room.browser()
    address = li.path(f"sessions/{session_id}/record/edit")
    items = ("bruise", "tired", "nausea", "sweating", "headache", "soreness", "redness", "fainting")
    assert len(items) == ADVERSE_EVENTS_MOST
    for number, item in enumerate(items):
        assert len(li.get(address).all(".event")) == max(2, number + 1)
        room.write(session_id, by=li, **row_of(str(number), item=item))
    assert len(li.get(address).all(".event")) == ADVERSE_EVENTS_MOST
    assert [event["item"] for event in room.record().adverse_events or ()] == list(items)


def test_what_was_typed_is_shown_as_typed(room: Room, patient: Browser) -> None:
    session_id, li = room.hold(), room.browser()
    typed: dict[str, Any] = dict.fromkeys((*LINES, *NOTES), HOSTILE) | row_of(
        "0", item="tired", lasted=HOSTILE, action=HOSTILE
    )
    assert room.write(session_id, by=li, **typed).status == 303
    page = patient.get(patient.path(f"sessions/{session_id}"))
    assert page.text.count(HOSTILE) == len(typed) - 1
    assert "<script>alert" not in page.body
    form = dict(li.get(li.path(f"sessions/{session_id}/record/edit")).form("record/edit").fields())
    assert {form[name] for name, value in typed.items() if value == HOSTILE} == {HOSTILE}


def test_the_same_form_sent_twice_makes_one_record(room: Room) -> None:
    session_id, li = room.hold(), room.browser()
    address = li.path(f"sessions/{session_id}/record/edit")
    page = li.get(address)
    first = li.submit(page, "record/edit", follow=False, **FULL)
    again = li.submit(page, "record/edit", follow=False, **FULL)
    assert (first.status, first.location) == (again.status, without_twice(again.location))
    other = li.submit(page, "record/edit", **(FULL | {"note": "Something else"}))
    assert "This form was saved before, with other answers, on " in other.text
    second = li.post(address, {"id": str(uuid.uuid4()), "note": "A second one"})
    assert second.status == REFUSED
    assert "You have a record of this session already." in second.text
    assert (room.record().note, len(room.history())) == ("Came late", 1)
    assert room.acts() == ["session_recorded"]


def test_a_correction_needs_a_record_to_correct(room: Room) -> None:
    li = room.browser()
    assert li.post(li.path(f"sessions/{room.hold()}/record/edit"), {"note": "x"}).status == 404
    assert room.records() == []


def test_what_was_seen_can_be_taken_away_again(room: Room) -> None:
    session_id, li = room.hold(), room.browser()
    room.write(session_id, by=li, **FULL)
    room.write(session_id, by=li, **(NO_EVENT | {"adjuncts": None, "twitch": "", "points-more": ""}))
    kept = saved_columns(room.record())
    assert {"adverse_events", "adjuncts", "twitch", "points"}.isdisjoint(kept)
    assert kept["note"] == "Came late"


def test_cautions_stand_above_and_stop_nothing(room: Room) -> None:
    session_id, li = room.hold(), room.browser()
    address = li.path(f"sessions/{session_id}/record/edit")
    assert not li.get(address).all(".notice-caution")
    for kind, note in (("blood_thinner", "Apixaban <b>"), ("implanted_device", None), ("pregnancy", None)):
        room.caution(kind, note)
    page = li.get(address)
    said = " ".join(page.one(".notice-caution").to_text().split())
    assert "Blood thinner: mind site and depth" in said
    assert "“Apixaban <b>”" in said
    assert "no electrical stimulation over or near it" in said
    assert "LI4, SP6, BL60, BL67, GB21" in said
    assert page.text.count("no electrical stimulation over or near it") == 2, "once more beside the stimulation"
    assert "In pregnancy traditionally avoided: LI4" in page.text
    typed: dict[str, Any] = {"points-more": "LI4 both; BL32 both", "stimulation": "electrical"}
    assert room.write(session_id, by=li, **typed).status == 303
    refused = room.write(session_id, by=li, needle_count="99")
    assert refused.all(".notice-caution")


def test_the_form_explains_its_words_and_is_light(room: Room) -> None:
    session_id, li = room.hold(), room.browser()
    for kind in ("blood_thinner", "bleeding_disorder", "implanted_device", "pregnancy", "other"):
        room.caution(kind, "n" * 200)
    room.write(session_id, by=li, **FULL)
    page = li.get(li.path(f"sessions/{session_id}/record/edit"))
    assert "De qi is the ache, heaviness or tingle that a needle can bring." in page.text
    assert "Serious says what it led to: a stay in hospital, lasting harm, or danger to life." in page.text
    for item in ("1a to 1c", "2a, 2f", "2b", "2c, 2g", "2d", "2e", "4a, 4b"):
        assert f"STRICTA {item}" in page.text
    assert len(page.body.encode()) < LARGEST_PAGE
    opened = [node.query("summary")[0].to_text() for node in page.all("details.folded[open]")]
    assert any("Side effects" in text for text in opened), "what was recorded is in sight"
