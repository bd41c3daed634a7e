"""What was done is said for the day on which somebody reads it."""

from datetime import date, time
from decimal import Decimal

import pytest

from tracker.domain.values.deeds import Deed, deed, undone
from tracker.wording.changes import TOLD, change_words, saved_words

TUESDAY, WEDNESDAY = date(2026, 3, 3), date(2026, 3, 4)
NEXT_YEAR = date(2027, 3, 3)

# What was done, its words on that day, on the next, and in another year.
SAID: list[tuple[Deed, str, str, str]] = [
    (deed("entry", day=TUESDAY), "entry for today", "entry for Tue 3 Mar", "entry for Tue 3 Mar 2026"),
    (deed("entry", day=TUESDAY, changed=True), "entry for today, changed", "entry for Tue 3 Mar, changed", "2026"),
    (deed("moment", day=TUESDAY, at=time(9, 5)), "moment today at 09:05", "moment Tue 3 Mar at 09:05", "2026 at 09:05"),
    (deed("moment", day=TUESDAY, at=time(0, 0), changed=True), "at 00:00, changed", "Tue 3 Mar at 00:00", "2026"),
    (deed("day", day=TUESDAY), "more about today", "more about Tue 3 Mar", "2026"),
    (
        deed("score", site="leg", score=0, day=TUESDAY),
        "leg 0, average of the last 24 hours",
        "leg 0 for Tue 3 Mar",
        "leg 0 for Tue 3 Mar 2026",
    ),
    (deed("score", site="back", score=10, day=TUESDAY), "back 10, average", "back 10 for", "2026"),
    (deed("life_event", kind="work", day=TUESDAY), "work, today", "work, Tue 3 Mar", "work, Tue 3 Mar 2026"),
    (deed("no_medicine", day=TUESDAY), "took no medicine on Tue 3 Mar", "on Tue 3 Mar", "on Tue 3 Mar 2026"),
    (
        deed("dose", name="Ibuprofen", amount=Decimal(400), unit="mg", at="2026-03-03T17:30:00"),
        "Ibuprofen 400 mg, Tue 3 Mar, 17:30",
        "Ibuprofen 400 mg, Tue 3 Mar, 17:30",
        "Ibuprofen 400 mg, Tue 3 Mar 2026, 17:30",
    ),
    (deed("session_planned", kind="ice", at="2026-03-03T17:30:00"), "ice planned for Tue 3 Mar, 17:30", "", "2026"),
    (deed("session_missed", kind="ice", at="2026-03-03T17:30:00"), "ice of Tue 3 Mar, 17:30 missed", "", "2026"),
    (
        deed("session", kind="acupuncture", number=3, planned=10, points="BL57 left", sides={"left": ["BL57", "GB30"]}),
        "acupuncture, session 3 of 10. Points: BL57 left. “left” counts for BL57 and GB30.",
        "",
        "",
    ),
    (deed("cautions", day=TUESDAY), "your cautions, confirmed today", "confirmed on Tue 3 Mar", "2026"),
    (
        deed("cautions", day=TUESDAY, noted=("epilepsy", "pregnancy", "numb_area", "skin_problem", "other")),
        "caution: pregnancy, skin infection or broken skin, numb area, epilepsy and 1 more",
        "",
        "",
    ),
    (
        deed("activities", names=("Sit", "Drive"), retired=("Walk",)),
        "activity: Sit, Drive; no longer scored: Walk",
        "",
        "",
    ),
    (deed("function", day=TUESDAY, scores=(1, 2)), "what you can do, 2 activities scored", "on Tue 3 Mar", "2026"),
    (deed("function", day=TUESDAY, scores=(0,)), "what you can do: 0 of 10", "what you can do: 0 of 10", "0 of 10"),
    (undone(deed("entry", day=TUESDAY)), "Undone: entry for today", "Undone: entry for Tue 3 Mar", "2026"),
    (Deed("of a newer version", {"day": 1}), "a change", "a change", "a change"),
]


@pytest.mark.parametrize(("what", "now", "next_day", "later"), SAID)
def test_it_is_said_for_the_day_of_the_reader(what: Deed, now: str, next_day: str, later: str) -> None:
    assert now in change_words(what, TUESDAY)
    assert next_day in change_words(what, WEDNESDAY)
    assert later in change_words(what, NEXT_YEAR)
    assert "today" not in change_words(what, WEDNESDAY)


def test_very_long_words_are_cut() -> None:
    assert len(change_words(deed("question", text="a" * 300), TUESDAY)) == 200


def test_the_banner_says_what_became_of_it() -> None:
    made, over = deed("entry", day=TUESDAY), deed("cautions", day=TUESDAY, ended=("epilepsy",))
    old = deed("said", words="Ended: epilepsy")
    assert saved_words(made, TUESDAY, undone=False, deletes=False) == "Saved: entry for today"
    assert saved_words(made, TUESDAY, undone=False, deletes=True) == "Deleted: entry for today"
    assert saved_words(made, TUESDAY, undone=True, deletes=True) == "Undone: entry for today"
    for one in (over, old):
        assert saved_words(one, TUESDAY, undone=False, deletes=False) == "Ended: epilepsy"
        assert saved_words(one, TUESDAY, undone=True, deletes=False) == "Undone: Ended: epilepsy"


def test_what_is_not_known_is_left_out() -> None:
    assert deed("entry", day=TUESDAY, changed=None, regions=()) == Deed("entry", {"day": "2026-03-03"})
    assert max(map(len, TOLD)) <= 40, "a code fits its column"
