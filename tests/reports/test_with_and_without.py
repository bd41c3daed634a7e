"""with_and_without.csv: the rows of its page, worked out for the days that are asked for."""

import uuid
from datetime import timedelta
from itertools import chain

from sqlalchemy.orm import Session

from tests.reports.rooms import exported, rows_of
from tests.reports.test_exports import DAY, add_entry, add_session

HEAD = "row,outcome,with_days,without_days,counted_days,difference,share,mentioned,days_missing"


def test_an_empty_record_gives_the_columns_of_the_contract(db_session: Session, rosa: uuid.UUID) -> None:
    quoted = ",".join(f'"{column}"' for column in HEAD.split(","))
    assert exported(db_session, rosa, "with_and_without.csv") == quoted.encode() + b"\r\n"


def test_differences_have_two_decimals_and_shares_three(db_session: Session, rosa: uuid.UUID) -> None:
    last = DAY + timedelta(days=59)
    heat = {day for day in range(60) if day % 5 in {0, 3}}
    for day in range(60):
        add_entry(db_session, rosa, DAY + timedelta(days=day), 5 - 2 * (day - 1 in heat) + (day % 7 == 0))
    for day in heat:
        add_session(db_session, rosa, DAY + timedelta(days=day), kind="heat")
    add_session(db_session, rosa, DAY)
    needled, heated = rows_of(exported(db_session, rosa, "with_and_without.csv", last=last))
    assert needled == {
        "row": "session:acupuncture",
        "outcome": "next_day",
        "with_days": "1",
        "without_days": "58",
        "counted_days": "1",
        **dict.fromkeys(("difference", "share", "days_missing"), ""),
        "mentioned": "no",
    }
    assert (heated["row"], heated["with_days"], heated["counted_days"]) == ("session:heat", "24", "24")
    assert [len(heated[name].partition(".")[2]) for name in ("difference", "share")] == [2, 3]
    assert heated["difference"].startswith("-1.9") or heated["difference"].startswith("-2.0")
    assert heated["days_missing"] == "0"


def test_only_the_days_asked_for_count(db_session: Session, rosa: uuid.UUID) -> None:
    for day in chain(range(10), range(40, 50)):
        add_entry(db_session, rosa, DAY + timedelta(days=day), 5, sleep_disturbed=6)
    last = DAY + timedelta(days=20)
    [row] = rows_of(exported(db_session, rosa, "with_and_without.csv", last=last))
    assert (row["row"], row["outcome"], row["with_days"], row["days_missing"]) == ("slept_badly", "same_day", "10", "5")
