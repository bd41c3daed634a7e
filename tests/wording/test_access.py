"""The log of looks in words: every act by everyone, and neighbouring looks told as one."""

import uuid
from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.sharing.access_log import Act, Actor
from tracker.wording.access import Day, Logged, act_words, log_days, page_words, when_words

BERLIN = ZoneInfo("Europe/Berlin")
LI_WEN, OTHERS, LINK = (uuid.UUID(int=number) for number in (1, 2, 3))


def at(clock: str, day: int = 3) -> datetime:
    hour, minute = clock.split(":")
    return datetime(2026, 3, day, int(hour), int(minute), tzinfo=BERLIN)


def look(clock: str, page: str = "dashboard.progress", *, name: str = "Li Wen", who: uuid.UUID = LI_WEN) -> Logged:
    return Logged(at=at(clock), actor=Actor.PRACTITIONER, name=name, who=who, act=Act.LOOKED, page=page)


def event(act: Act, actor: Actor, name: str, **more: str) -> Logged:
    return Logged(at=at("09:10"), actor=actor, name=name, who=LI_WEN, act=act, **more)


@pytest.mark.parametrize(
    ("logged", "words"),
    [
        (look("09:10"), "Li Wen looked at Progress"),
        (look("09:10", "no.such_page"), "Li Wen looked at a page"),
        (event(Act.LOOKED, Actor.LINK, "Dr Meyer", page="practice.brief"),
         "Somebody with the link for Dr Meyer looked at the brief"),
        (event(Act.EXPORTED, Actor.PRACTITIONER, "Li Wen", page="reports.file", detail="entries.csv"),
         "Li Wen downloaded entries.csv"),
        (event(Act.EXPORTED, Actor.PRACTITIONER, "Li Wen", page="reports.file"), "Li Wen downloaded a file"),
        (event(Act.INVITE_MADE, Actor.PATIENT, "Rosa"), "You made an invitation"),
        (event(Act.INVITE_ENDED, Actor.PATIENT, "Rosa"), "You took back an invitation"),
        (event(Act.INVITE_ENDED, Actor.NOBODY, ""), "An invitation ended by itself, unused"),
        (event(Act.SHARE_MADE, Actor.PATIENT, "Rosa", about="Li Wen"), "You shared your record with Li Wen"),
        (event(Act.SHARE_MADE, Actor.PATIENT, "Rosa"), "You shared your record"),
        (event(Act.SHARE_MADE, Actor.PRACTITIONER, "Li Wen"),
         "Li Wen took your invitation"),
        (event(Act.SHARE_CHANGED, Actor.PATIENT, "Rosa", about="Li Wen"), "You changed what Li Wen sees"),
        (event(Act.SHARE_ENDED, Actor.PATIENT, "Rosa", about="Li Wen"), "You stopped sharing with Li Wen"),
        (event(Act.SHARE_ENDED, Actor.PRACTITIONER, "Li Wen"), "Li Wen left and sees nothing more"),
        (event(Act.SHARE_ENDED, Actor.NOBODY, "Li Wen"), "Sharing with Li Wen ended by itself after its last day"),
        (event(Act.LINK_MADE, Actor.PATIENT, "Rosa", about="Dr Meyer"), "You made a link for Dr Meyer"),
        (event(Act.LINK_OPENED, Actor.LINK, "Dr Meyer"), "The link for Dr Meyer was opened"),
        (event(Act.LINK_ENDED, Actor.PATIENT, "Rosa", about="{0} {name}"), "You ended the link for {0} {name}"),
        (event(Act.LINK_ENDED, Actor.PATIENT, "Rosa"), "You ended a link"),
        (event(Act.LINK_ENDED, Actor.NOBODY, "Dr Meyer"),
         "The link for Dr Meyer ended by itself when its time was over"),
        (event(Act.NOTE_WRITTEN, Actor.PRACTITIONER, "Li Wen"), "Li Wen wrote you a note"),
        (event(Act.PLAN_PROPOSED, Actor.PRACTITIONER, "Li Wen"), "Li Wen proposed a change of your plan"),
        (event(Act.SESSION_RECORDED, Actor.PRACTITIONER, "Li Wen"), "Li Wen recorded a session"),
        (event(Act.RECORD_DELETED, Actor.PRACTITIONER, "Li Wen"), "Li Wen deleted the record of a session"),
    ],
)  # fmt: skip
def test_each_act_in_words(logged: Logged, words: str) -> None:
    assert act_words(logged) == words


@pytest.mark.parametrize(("act", "actor"), list(product(Act, Actor)))
def test_there_are_words_for_whatever_is_logged(act: Act, actor: Actor) -> None:
    words = act_words(event(act, actor, "Li Wen", about="Dr Meyer"))
    assert words[0].isupper()
    assert "{" not in words
    assert "None" not in words


@pytest.mark.parametrize("act", [act for act in Act if act not in {Act.INVITE_MADE, Act.INVITE_ENDED}])
def test_what_a_practitioner_can_do_is_told_of(act: Act) -> None:
    by_link = {Act.LINK_MADE, Act.LINK_ENDED, Act.HEALTH_LINK_MADE, Act.HEALTH_LINK_LOCKED, Act.HEALTH_LINK_ENDED}
    assert ("something else" in act_words(event(act, Actor.PRACTITIONER, "Li Wen"))) == (act in by_link)


def test_a_page_that_nobody_named() -> None:
    assert (page_words(None), page_words(""), page_words("dashboard.year")) == (
        "a page",
        "a page",
        "The year, day by day",
    )


@pytest.mark.parametrize(
    ("clocks", "words"),
    [
        (["09:10"], "09:10"),
        (["09:25", "09:10"], "twice between 09:10 and 09:25"),
        (["09:10", "09:10"], "twice at 09:10"),
        (["09:10", "09:10", "09:10"], "3 times at 09:10"),
        (["09:25", "09:12", "09:10"], "3 times between 09:10 and 09:25"),
    ],
)
def test_when(clocks: list[str], words: str) -> None:
    assert when_words([at(clock) for clock in clocks]) == words


def test_never_at_all_is_no_time() -> None:
    with pytest.raises(ValueError, match="empty"):
        when_words([])


def told(events: list[Logged]) -> list[tuple[str, str]]:
    return [(line.words, line.when) for day in log_days(events) for line in day.lines]


def test_neighbouring_looks_at_one_page_are_one_line() -> None:
    assert told([look("09:25"), look("09:12"), look("09:10")]) == [
        ("Li Wen looked at Progress", "3 times between 09:10 and 09:25")
    ]


@pytest.mark.parametrize(
    "between",
    [
        look("09:12", "dashboard.course"),
        look("09:12", name="Anna Berg", who=OTHERS),
        look("09:12", who=OTHERS),
        event(Act.EXPORTED, Actor.PRACTITIONER, "Li Wen", page="dashboard.progress"),
        Logged(at=at("09:12"), actor=Actor.LINK, name="Li Wen", who=LI_WEN, act=Act.LOOKED, page="dashboard.progress"),
    ],
)
def test_whatever_lies_between_parts_them(between: Logged) -> None:
    assert len(told([look("09:25"), between, look("09:10")])) == 3


def test_other_acts_are_never_told_as_one() -> None:
    twice = [event(Act.NOTE_WRITTEN, Actor.PRACTITIONER, "Li Wen")] * 2
    assert told(twice) == [("Li Wen wrote you a note", "09:10")] * 2


def test_midnight_parts_them() -> None:
    late = Logged(at=at("23:59", 2), actor=Actor.PRACTITIONER, name="Li Wen", who=LI_WEN, act=Act.LOOKED, page="a")
    early = Logged(at=at("00:00", 3), actor=Actor.PRACTITIONER, name="Li Wen", who=LI_WEN, act=Act.LOOKED, page="a")
    days = log_days([early, late])
    assert [(str(day.day), len(day.lines)) for day in days] == [("2026-03-03", 1), ("2026-03-02", 1)]


def test_an_empty_log_has_no_days() -> None:
    assert log_days([]) == ()


@st.composite
def logs(draw: st.DrawFn) -> list[Logged]:
    start = datetime(2026, 3, 1, tzinfo=UTC)
    steps = draw(st.lists(st.integers(0, 600), max_size=40))
    moments = [start + timedelta(minutes=sum(steps[:number])) for number in range(len(steps))]
    return [
        Logged(
            at=moment.astimezone(BERLIN),
            actor=Actor.PRACTITIONER,
            name=draw(st.sampled_from(["Li Wen", "Anna Berg"])),
            who=draw(st.sampled_from([LI_WEN, OTHERS])),
            act=draw(st.sampled_from([Act.LOOKED, Act.LOOKED, Act.LOOKED, Act.NOTE_WRITTEN])),
            page=draw(st.sampled_from(["dashboard.progress", "dashboard.course"])),
        )
        for moment in reversed(moments)
    ]


def count_of(when: str) -> int:
    first = when.split(maxsplit=1)[0]
    return 2 if first == "twice" else int(first) if "times" in when else 1


@given(logs())
def test_every_event_is_told_on_its_day_and_in_its_turn(events: list[Logged]) -> None:
    days: tuple[Day, ...] = log_days(events)
    assert [day.day for day in days] == sorted({event.at.date() for event in events}, reverse=True)
    for day in days:
        of_day = [event for event in events if event.at.date() == day.day]
        for line in day.lines:
            group = [of_day.pop(0) for _ in range(count_of(line.when))]
            assert {act_words(event) for event in group} == {line.words}
            assert len(group) == 1 or {event.act for event in group} == {Act.LOOKED}
        assert not of_day


@given(logs())
def test_no_two_neighbouring_lines_could_have_been_one(events: list[Logged]) -> None:
    looks = [event for event in events if event.who == LI_WEN and event.name == "Li Wen" and event.act is Act.LOOKED]
    for day in log_days(looks):
        words = [line.words for line in day.lines]
        assert all(words[number] != words[number + 1] for number in range(len(words) - 1))
