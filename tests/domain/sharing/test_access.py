"""Who may do what: every kind of subject with every action, and what is shown to whom."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tracker.domain.sharing.access import (
    RULES,
    Action,
    AskedRecord,
    LinkPass,
    Share,
    Subject,
    Terms,
    live_link,
    live_share,
    may,
    takes_back,
    terms_of,
)

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
TODAY = date(2026, 3, 3)
OWNER, STRANGER, PRACTITIONER, OTHERS = (uuid.UUID(int=n) for n in range(1, 5))
PATIENT, ANOTHER = uuid.UUID(int=10), uuid.UUID(int=11)
TERMS = Terms(notes=False, first_day=date(2026, 2, 1))
SHARE = Share(
    grant_id=uuid.UUID(int=20),
    practitioner_account_id=PRACTITIONER,
    terms=TERMS,
    may_record=True,
    last_day=TODAY,
    ended=False,
)
LINK = LinkPass(
    link_id=uuid.UUID(int=30),
    patient_id=PATIENT,
    label="Dr Meyer",
    terms=Terms(notes=True, first_day=None),
    ends_at=NOW + timedelta(seconds=1),
    ended=False,
)
RECORD = AskedRecord(patient_id=PATIENT, owner_account_id=OWNER, now=NOW, today=TODAY, share=SHARE)
OWNS = Subject(account_id=OWNER)
PRACTISES = Subject(account_id=PRACTITIONER, is_practitioner=True)
HOLDS = Subject(link=LINK)
EVERYTHING = frozenset(Action)
LOOKS = frozenset({Action.SUMMARY, Action.READ, Action.EXPORT, Action.COMMENT, Action.ANSWER, Action.UNDO})


@pytest.mark.parametrize(
    ("subject", "record", "allowed"),
    [
        (OWNS, RECORD, EVERYTHING - {Action.COMMENT, Action.RECORD}),
        (replace(OWNS, is_practitioner=True), RECORD, EVERYTHING - {Action.COMMENT, Action.RECORD}),
        (PRACTISES, RECORD, LOOKS | {Action.RECORD}),
        (PRACTISES, replace(RECORD, share=replace(SHARE, may_record=False)), LOOKS),
        (PRACTISES, replace(RECORD, share=replace(SHARE, last_day=None)), LOOKS | {Action.RECORD}),
        (PRACTISES, replace(RECORD, share=replace(SHARE, ended=True)), frozenset()),
        (PRACTISES, replace(RECORD, share=replace(SHARE, last_day=TODAY - timedelta(days=1))), frozenset()),
        (PRACTISES, replace(RECORD, share=None), frozenset()),
        (replace(PRACTISES, is_practitioner=False), RECORD, frozenset()),
        (replace(PRACTISES, account_id=OTHERS), RECORD, frozenset()),
        (HOLDS, RECORD, frozenset({Action.SUMMARY})),
        (HOLDS, replace(RECORD, patient_id=ANOTHER), frozenset()),
        (HOLDS, replace(RECORD, now=LINK.ends_at), frozenset()),
        (Subject(link=replace(LINK, ended=True)), RECORD, frozenset()),
        (Subject(account_id=STRANGER), RECORD, frozenset()),
        (Subject(), RECORD, frozenset()),
        (None, RECORD, frozenset()),
        (OWNS, None, frozenset()),
    ],
)
def test_who_may_do_what(subject: Subject | None, record: AskedRecord | None, allowed: frozenset[Action]) -> None:
    assert {action for action in Action if may(subject, action, record)} == allowed


def test_nothing_is_allowed_by_default() -> None:
    assert set(RULES) == EVERYTHING
    assert not may(OWNS, "fly", RECORD)  # type: ignore[arg-type]


def test_what_is_shown_is_what_was_granted() -> None:
    assert terms_of(OWNS, RECORD) is None
    assert terms_of(PRACTISES, RECORD) == TERMS
    assert terms_of(HOLDS, RECORD) == LINK.terms
    assert terms_of(replace(PRACTISES, link=LINK), RECORD) == TERMS
    with pytest.raises(PermissionError):
        terms_of(Subject(account_id=STRANGER), RECORD)


def test_the_right_by_which_somebody_looks() -> None:
    assert live_share(PRACTISES, RECORD) == SHARE
    assert live_share(HOLDS, RECORD) is None
    assert live_link(HOLDS, RECORD) == LINK
    assert live_link(PRACTISES, RECORD) is None


@pytest.mark.parametrize(
    ("owner", "own", "authors_only", "right", "may_do", "expected"),
    [
        (True, False, False, None, EVERYTHING, True),
        (True, False, True, Action.RECORD, EVERYTHING, False),
        (True, True, True, Action.ANSWER, EVERYTHING, True),
        (False, True, True, Action.RECORD, LOOKS | {Action.RECORD}, True),
        (False, True, True, Action.RECORD, LOOKS, False),
        (False, True, False, Action.RECORD, LOOKS, False),
        (False, True, True, Action.COMMENT, LOOKS, True),
        (False, True, False, None, EVERYTHING, False),
        (False, False, False, Action.RECORD, EVERYTHING, False),
    ],
)
def test_undo_follows_the_right_to_write(
    owner: bool, own: bool, authors_only: bool, right: Action | None, may_do: frozenset[Action], expected: bool
) -> None:
    found = takes_back(
        owner=owner, own=own, authors_only=authors_only, right=right, may_do=lambda action: action in may_do
    )
    assert found is expected
