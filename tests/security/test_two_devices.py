"""Every changing route, by two sign-ins: a page opened before the other saved loses nothing of theirs or of its own.

The list of routes is the app's own: one that is in none of the tables below fails.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from flask import Flask

from tests.support import sharing
from tests.support.canaries import COURSE_DAYS, Canaries, plant
from tests.support.pages import Browser, Page
from tests.support.people import make_person, sign_in
from tests.support.rules import of_pages
from tracker.web import opened
from tracker.web.gate import SAFE_METHODS

OWNER, PRACTITIONER = "owner", "practitioner"
Value = str | list[str]


@dataclass(frozen=True)
class Edit:
    """A form that changes something stored: its page, and for some of its fields two other values."""

    page: str
    fields: Mapping[str, tuple[Value, Value]]
    who: str = OWNER
    action: str | None = None


DAY: Final[dict[str, tuple[Value, Value]]] = {
    "side": ("left", "right"),
    "worst_leg_pain": ("8", "9"),
    "qualities": (["shooting"], ["burning"]),
    "warning_signs": (["saddle_numbness"], ["bladder_change"]),
    "sitting_minutes": ("20", "45"),
    "note": ("sat long", "slept badly " * 20),
}
EDITS: Final[Mapping[str, Edit]] = {
    "diary.details": Edit("days/{day}", DAY, action="details"),
    "diary.entry": Edit("entries/{entry_id}", DAY | {"leg_pain": ("5", "7")}),
    "diary.tags": Edit("days/{day}/tags", {"tags": (["garden"], ["long drive"])}),
    "dashboard.fit_questions": Edit(
        "fit/questions",
        {"matters_most": ("sleep", "everyday"), "tried": (["massage"], ["surgery"]), "session_cost": ("60", "75.5")},
    ),
    "diary.life_event": Edit("changes/{change_id}", {"kind": ("new_activity", "illness"), "note": ("a", "b")}),
    "patients.episode": Edit(
        "episode",
        {"side": ("right", "both"), "began_on": ("2026-01-02", "2026-01-03"), "note": ("a", "b")},
    ),
    "patients.cautions": Edit(
        "cautions",
        {"kinds": (["blood_thinner", "epilepsy"], ["blood_thinner", "needle_fear"]), "note_blood_thinner": ("a", "b")},
    ),
    "patients.signs": Edit(
        "signs",
        {
            "warning_signs": (["saddle_numbness"], ["bladder_change"]),
            "country": ("DE", "FR"),
        },
    ),
    "treatment.edit_course": Edit(
        "courses/{course_id}",
        {
            "planned_sessions": ("9", "12"),
            "per_week": ("1", "3"),
            "goal": ("walk", "sit"),
            "visits_allowed": ("8", "9"),
        },
    ),
    "treatment.session": Edit(
        "sessions/{session_id}/edit",
        {
            "leg_after": ("1", "2"),
            "zones": (["low_back"], ["sacrum"]),
            "needle_count": ("6", "8"),
            "points": (["GB30"], ["GB34"]),
            "side_effects": (["bruise"], ["tired"]),
            "cost": ("60", "75.5"),
            "note": ("a", "b"),
        },
    ),
    "treatment.dose": Edit(
        "medication/{dose_id}", {"name": ("Ibuprofen", "Naproxen"), "unit": ("mg", "tablet"), "note": ("a", "b")}
    ),
    "treatment.write_record": Edit(
        "sessions/{session_id}/record/edit",
        {
            "needle_count": ("6", "8"),
            "position": ("face_down", "face_up"),
            "rationale": ("a", "b"),
            "depth": ("1 cun", "2 cun"),
        },
        who=PRACTITIONER,
    ),
    "review.review": Edit(
        "reviews/{review_id}", {"global_change": ("very_much_better", "much_better"), "reason": ("a", "b")}
    ),
    "practice.label": Edit("label", {"label": ("a", "b")}, who=PRACTITIONER),
    "correspondence.note": Edit("notes/{note_id}", {"text": ("a", "b")}, who=PRACTITIONER),
    "correspondence.answer": Edit("notes", {"answer": ("a", "b")}, action="{note_id}/answer"),
    "practitioners.profile": Edit(
        "/settings/practitioner",
        {"years": ("3", "4"), "clinic": ("a", "b"), "working_hours": ("a", "b")},
        who=PRACTITIONER,
    ),
    "accounts.settings": Edit(
        "/settings", {"email": ("a@example.org", "b@example.org"), "time_zone": ("Europe/Paris", "Europe/Rome")}
    ),
    "accounts.look": Edit(
        "/settings",
        {"theme": ("light", "dark"), "text_size": ("115", "130"), "date_format": ("month_first", "iso")},
        action="/settings/look",
    ),
    "reminders.reminders": Edit(
        "/settings/reminders",
        {
            "log_at": ("19:00", "21:00"),
            "before": ("one_hour", "evening_before"),
            "after_hours": ("1", "6"),
            "medicine_at": ("07:30", "09:00"),
        },
    ),
}
MAKES = "it makes something new, and a form sent twice makes one"
ENDS = "it ends or deletes, whatever it says by then, and what is deleted can be restored"
OWN_SIGN_IN = "it proves who somebody is, or is about this sign-in alone"
REASONS: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        [
            *("correspondence.notes", "correspondence.propose", "correspondence.questions", "diary.new_life_event"),
            *("correspondence.flags", "correspondence.suggest_review"),
            *("diary.new_moment", "patients.start_record", "sharing.find", "sharing.invite", "sharing.new_link"),
            *("calendars.new_calendar", "webhooks.new", "tokens.new_program"),
            "sharing.new_health_link",
            *("sharing.take", "treatment.dose_again", "treatment.new_course", "treatment.new_dose"),
            *("treatment.new_session", "treatment.none_taken", "treatment.record_new", "treatment.self_care"),
            "treatment.series",
            "experiments.new_experiment",
            "imports.upload",
            *("accounts.sign_up", "accounts.add_passkey", "accounts.add_app", "accounts.enrol_app"),
        ],
        MAKES,
    ),
    **dict.fromkeys(
        [
            *("correspondence.delete_note", "correspondence.delete_question", "correspondence.done"),
            "dashboard.delete_fit",
            *("correspondence.dismiss_review", "correspondence.take_back_answer", "correspondence.withdraw_review"),
            *("correspondence.withdraw", "diary.delete_life_event", "diary.delete_entry", "review.delete"),
            *("experiments.delete", "experiments.stop"),
            *("calendars.end_calendar", "webhooks.end", "tokens.end_program"),
            *("channels.end_browser", "channels.forget_address", "channels.stop_reminders"),
            *(
                "sharing.end_health_link",
                "sharing.end_link",
                "sharing.leave",
                "sharing.stop",
                "sharing.withdraw_invite",
            ),
            *("treatment.delete_course", "treatment.delete_dose", "treatment.delete_record"),
            *(
                "treatment.delete_session",
                "treatment.delete_later_ones",
                "accounts.end_sign_in",
                "accounts.end_other_sign_ins",
            ),
            *("accounts.remove_app", "accounts.remove_passkey", "accounts.delete_account", "practitioners.no_code"),
        ],
        ENDS,
    ),
    **dict.fromkeys(
        [
            *("accounts.begin_passkey", "accounts.begin_passkey_confirm", "accounts.begin_passkey_second_step"),
            *("accounts.begin_passkey_sign_in", "accounts.confirm", "accounts.confirm_with_passkey"),
            *("accounts.recover", "accounts.second_step", "accounts.second_step_with_passkey", "accounts.sign_in"),
            *("accounts.sign_in_with_passkey", "accounts.sign_out", "sharing.leave_link", "sharing.opened"),
            *("sharing.open_link",),
        ],
        OWN_SIGN_IN,
    ),
    "accounts.password": "the password until now is asked for, so an older page cannot overwrite a newer one",
    "accounts.recovery_codes": "new codes are asked for, with the password, and the page says that they replace others",
    "accounts.activity_seen": "it moves the line of what was seen, which is shown again where something is newer",
    "accounts.keep_account": "it takes back a deletion; once taken back there is nothing to take back",
    "treatment.later_ones": "where the first was moved meanwhile it shows where they are now, and moves none",
    "treatment.count_sessions": "it takes sessions that are in no course by then, and leaves all others alone",
    **dict.fromkeys(
        ["webhooks.pause", "webhooks.resume"],
        "it says that nothing is sent, or that it goes on, whatever was said before",
    ),
    "reminders.not_today": "it silences the day of whoever says so, as often as it is said",
    **dict.fromkeys(
        ["channels.add_browser", "channels.ask_link", "channels.confirm_address", "channels.resume_reminders"],
        "it says that something reaches a browser or an address from now on, whatever was said before",
    ),
    "channels.send_test": "it sends one message more, and changes nothing",
    "webhooks.send_test": "it sends one message more, and changes nothing",
    "patients.undo": "it refuses where something newer was saved",
    "patients.caution_again": "it does nothing where the caution applies already",
    "patients.put_away": "it only says that a card comes no more",
    "practitioners.code": "a new code is asked for, and the page says that it replaces an earlier one",
    "imports.answer": "it names the file it is about, and writes nothing but what its page told",
    "imports.give_up": "it throws away whatever file waits, which is in no diary yet",
    "imports.take_back": "once taken back there is nothing to take back",
    "reports_of_browsers.report": "it changes nothing of a person's",
    "pocket.shared_by_hand": "nothing of what is sent is read",
    "manifests.manifest": "it changes nothing of a record but its log",
    "guide.fit": "it changes nothing: what is sent is read, answered and kept nowhere",
    "guide.ask": "it changes nothing: what is asked is answered and kept nowhere",
    "papers.letter": "it changes nothing: what is typed goes into the file and is kept nowhere",
}


@dataclass
class Scene:
    """A record with some of everything, and two browsers of whoever changes it."""

    app: Flask
    rosa: Canaries
    browsers: dict[str, tuple[Browser, Browser]]

    def devices(self, edit: Edit) -> tuple[Browser, Browser]:
        return self.browsers[edit.who]

    def address(self, browser: Browser, rest: str) -> str:
        ids = {**self.rosa.ids, "day": (sharing.today() - timedelta(days=COURSE_DAYS)).isoformat()}
        found = rest.format_map(ids)
        return found if found.startswith("/") else browser.path(found)


@pytest.fixture
def scene(app: Flask) -> Scene:
    person, practitioner = make_person(app, "Rosa"), sharing.make_practitioner(app)
    rosa = plant(app, person, practitioner)
    sharing.share(app, person, practitioner)
    owner = (sign_in(app, person), sign_in(app, person))
    hers = tuple(sharing.as_practitioner(app, practitioner, person) for _ in range(2))
    return Scene(app, rosa, {OWNER: owner, PRACTITIONER: (hers[0], hers[1])})


def part(scene: Scene, browser: Browser, edit: Edit) -> str:
    """What the address ends in that the form goes to."""
    return scene.address(browser, edit.action or edit.page).removeprefix(browser.path(""))


def page_of(scene: Scene, browser: Browser, edit: Edit) -> Page:
    page = browser.get(scene.address(browser, edit.page))
    assert page.status == 200
    return page


def send(scene: Scene, browser: Browser, edit: Edit, page: Page, **typed: Value) -> Page:
    return browser.submit(page, part(scene, browser, edit), follow=False, **typed)


def saved(answer: Page) -> bool:
    """Whether it was; else the words beside the fields are the failure."""
    assert answer.status in {302, 303}, [
        " ".join(node.to_text().split()) for node in answer.all("[id='errors'], .error")
    ]
    return True


def shown(scene: Scene, browser: Browser, edit: Edit, page: Page) -> dict[str, Value]:
    """What a page shows of each field."""
    pairs = page.form(part(scene, browser, edit)).fields()
    found = {name: [value.strip() for known, value in pairs if known == name] for name in edit.fields}
    ticked = {name for name, values in edit.fields.items() if isinstance(values[0], list)}
    return {name: sorted(values) if name in ticked else "".join(values) for name, values in found.items()}


def now_shown(scene: Scene, browser: Browser, edit: Edit) -> dict[str, Value]:
    """The same of a fresh page."""
    return shown(scene, browser, edit, page_of(scene, browser, edit))


def told(value: Value) -> Value:
    return sorted(value) if isinstance(value, list) else value.strip()


def test_every_changing_route_is_judged(app: Flask) -> None:
    changing = {rule.endpoint for rule in of_pages(app) if (rule.methods or set()) - SAFE_METHODS}
    tables = [set(EDITS), set(REASONS), set(ELSEWHERE)]
    assert changing == set().union(*tables)
    assert sum(map(len, tables)) == len(changing), "one is judged twice"
    root = Path(__file__).parents[2]
    assert all((root / path).is_file() for path in ELSEWHERE.values())


@pytest.mark.wide
@pytest.mark.no_cover
@pytest.mark.parametrize("endpoint", EDITS)
def test_a_stale_page_with_nothing_touched_changes_nothing(scene: Scene, endpoint: str) -> None:
    edit = EDITS[endpoint]
    laptop, phone = scene.devices(edit)
    stale = page_of(scene, laptop, edit)
    newer = {name: values[0] for name, values in edit.fields.items()}
    assert saved(send(scene, phone, edit, page_of(scene, phone, edit), **newer))
    before = now_shown(scene, phone, edit)
    assert before == {name: told(value) for name, value in newer.items()}
    assert saved(send(scene, laptop, edit, stale))
    assert now_shown(scene, phone, edit) == before


@pytest.mark.wide
@pytest.mark.no_cover
@pytest.mark.parametrize("endpoint", [name for name, edit in EDITS.items() if len(edit.fields) > 1])
def test_two_other_fields_are_both_kept(scene: Scene, endpoint: str) -> None:
    edit = EDITS[endpoint]
    laptop, phone = scene.devices(edit)
    first, *others = edit.fields
    stale = page_of(scene, laptop, edit)
    newer = {name: edit.fields[name][0] for name in others}
    assert saved(send(scene, phone, edit, page_of(scene, phone, edit), **newer))
    assert saved(send(scene, laptop, edit, stale, **{first: edit.fields[first][1]}))
    kept = {**newer, first: edit.fields[first][1]}
    assert now_shown(scene, phone, edit) == {name: told(value) for name, value in kept.items()}


@pytest.mark.wide
@pytest.mark.no_cover
@pytest.mark.parametrize("endpoint", EDITS)
def test_the_same_field_is_asked_about_and_ticks_come_together(scene: Scene, endpoint: str) -> None:
    """One field after the other; the page that shows what was saved is the one on which the phone goes on."""
    edit = EDITS[endpoint]
    laptop, phone = scene.devices(edit)
    fresh = page_of(scene, phone, edit)
    for name, (newer, mine) in edit.fields.items():
        stale = page_of(scene, laptop, edit)
        assert saved(send(scene, phone, edit, fresh, **{name: newer}))
        asked = send(scene, laptop, edit, stale, **{name: mine})
        fresh = page_of(scene, phone, edit)
        found = shown(scene, phone, edit, fresh)[name]
        if isinstance(newer, list) and name != "points":
            assert saved(asked)
            assert found == sorted({*newer, *mine}), name
            continue
        assert asked.status == 422, (name, asked.text)
        choices = [node for node in asked.all("input[type=radio]") if node.attrs["name"] == opened.SETTLE + name]
        assert [node.attrs["value"] for node in choices] == [opened.MINE, opened.NEWER], name
        assert "Saved meanwhile" in asked.text
        assert found == told(newer), f"{name}: nothing is saved before the answer"
        for answer, left in ((opened.NEWER, newer), (opened.MINE, mine)):
            final = laptop.submit(asked, part(scene, laptop, edit), follow=False, **{opened.SETTLE + name: answer})
            assert saved(final), name
            fresh = page_of(scene, phone, edit)
            assert shown(scene, phone, edit, fresh)[name] == told(left), (name, answer)


# Judged by tests of their own.
ELSEWHERE: Final[Mapping[str, str]] = {
    "diary.score": "tests/web/test_stale_pages.py",
    "patients.activities": "tests/patients/test_function_devices.py",
    "patients.function": "tests/patients/test_function_devices.py",
    "sharing.grant": "tests/sharing/test_terms_devices.py",
    "review.new_review": "tests/correspondence/test_moved_on.py",
    "correspondence.decide": "tests/correspondence/test_moved_on.py",
    "correspondence.read": "tests/correspondence/test_moved_on.py",
    "treatment.happened": "tests/treatment/test_happened.py",
    "treatment.session_as_before": "tests/treatment/test_form_left_open.py",
}
