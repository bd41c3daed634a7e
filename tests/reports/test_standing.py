"""Rows of our own files that stand against rows that are here: refused, kept or taken, in every file."""

import uuid
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.reports.rooms import NOW, add, author_of, exported, read_back, rows_of, write_file
from tracker.diary.models import Entry
from tracker.patients.models import FunctionActivity, FunctionScore
from tracker.reports.services.clashes import Meant, Takes
from tracker.reports.services.importing import ACTIVITY_SCORES, TARGETS, ImportFault, ImportResult, import_folder

Row = Mapping[str, str]
ID, OTHER, THIRD = (f"{digit * 8}-{digit * 4}-4{digit * 3}-8{digit * 3}-{digit * 12}" for digit in "123")
COURSE = {"course_id": THIRD, "kind": "acupuncture", "phase": "initial", "started_on": "2026-03-01"}
COURSE |= {"planned_sessions": "10"}
SESSION = {"session_id": ID, "kind": "acupuncture", "status": "attended", "started_at": "2026-03-01T18:30:00+01:00"}
DAY, WHEN = "2026-03-01", "2026-03-02T10:00:00+01:00"
# Of each file a row, and the cell that is another one in the file that comes second.
ROWS: dict[str, tuple[Row, str, str]] = {
    "entries.csv": ({"entry_id": ID, "kind": "daily", "for_date": DAY, "leg_pain": "5", "note": ""}, "leg_pain", "2"),
    "sessions.csv": (SESSION | {"note": "mine"}, "note", "theirs"),
    "courses.csv": (COURSE | {"goal": "mine"}, "goal", "theirs"),
    "medication.csv": ({"dose_id": ID, "taken_at": WHEN, "name": "Ibuprofen", "note": ""}, "name", "Naproxen"),
    "episode.csv": ({"episode_id": ID, "side": "left", "note": "mine"}, "side", "right"),
    "cautions.csv": (
        {"caution_id": ID, "kind": "pregnancy", "noted_on": DAY, "confirmed_on": DAY, "note": "mine"}, "note", "theirs",
    ),
    "changes.csv": ({"change_id": ID, "kind": "work", "for_date": DAY, "note": "mine"}, "note", "theirs"),
    "tags.csv": ({"tags_id": ID, "for_date": DAY, "tags": "mine"}, "tags", "theirs"),
    "day_context.csv": ({"context_id": ID, "for_date": DAY, "steps": "100"}, "steps", "900"),
    "fit_answers.csv": ({"fit_id": ID, "for_date": DAY, "side": "left", "in_brief": "no"}, "side", "right"),
    "experiments.csv": (
        {
            "experiment_id": ID, "started_on": DAY, "outcome": "leg_pain", "block_days": "3", "pairs_planned": "4",
            "arm_a_kind": "heat", "arm_b_kind": "ice", "coins": "abba", "stopped_on": "",
        },
        "stopped_on", "2026-03-05",
    ),
    "questions.csv": ({"question_id": ID, "text": "mine", "written_at": WHEN}, "text", "theirs"),
    "plan_changes.csv": (
        {"plan_change_id": ID, "course_id": THIRD, "at": WHEN, "by": "Rosa", "changed": "{}", "reason": "mine"},
        "reason", "theirs",
    ),
    "reviews.csv": (
        {
            "review_id": ID, "course_id": THIRD, "held_on": DAY, "sessions_done": "4",
            "decision": "continue_as_planned",
            "reason": "mine", "label": "small", "confirmed": "no", "by": "Rosa", "entered_at": WHEN,
        },
        "reason", "theirs",
    ),
    "starting_weeks.csv": (
        {
            "starting_week_id": ID, "course_id": THIRD, "at": WHEN, "first_session_day": DAY, "mean": "", "days": "0",
            "first_day": "", "last_day": "", "overlaps": "no",
        },
        "first_session_day", "2026-02-28",
    ),
    "function.csv": (
        {
            "activity_id": OTHER, "activity": "Walking", "position": "0", "named_at": WHEN, "retired_on": "",
            "score_id": ID, "for_date": DAY, "score": "3", "entered_at": WHEN,
        },
        "score", "8",
    ),
}  # fmt: skip
IN_ITS_PLACE = ("entries.csv", "cautions.csv", "tags.csv", "day_context.csv", "fit_answers.csv", "function.csv")
ID_OF = {"function.csv": "score_id"}


def write(folder: Path, name: str, row: Row) -> Path:
    if name not in ("courses.csv", "function.csv") and "course_id" in row:
        write_file(folder, "courses.csv", COURSE)
    write_file(folder, name, row)
    return folder


def read(db_session: Session, patient_id: uuid.UUID, folder: Path, takes: Takes | None) -> ImportResult:
    result = import_folder(db_session, folder, author_of(db_session, patient_id), Meant(takes))
    db_session.commit()
    return result


def there(db_session: Session, patient_id: uuid.UUID, name: str) -> list[dict[str, str]]:
    return rows_of(exported(db_session, patient_id, name))


@pytest.mark.parametrize("takes", [True, False])
@pytest.mark.parametrize("name", ROWS)
def test_one_of_two_rows_of_an_id_holds(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path, name: str, *, takes: bool
) -> None:
    row, column, theirs = ROWS[name]
    read_back(db_session, rosa, write(tmp_path, name, row))
    before = there(db_session, rosa, name)
    folder = write(tmp_path / "other", name, {**row, column: theirs})
    with pytest.raises(ImportFault, match="with other content"):
        read_back(db_session, rosa, folder)
    result = read(db_session, rosa, folder, lambda _key: takes)
    (clash,) = result.clashes
    assert (clash.file, clash.row, clash.takes) == (name, 2, takes)
    counts = result.by_file[name]
    assert (counts.new, counts.taken, counts.kept) == (0, int(takes), int(not takes))
    (after,) = [
        one for one in there(db_session, rosa, name) if one.get(ID_OF.get(name, next(iter(row)))) in (ID, THIRD)
    ]
    assert after[column] == (theirs if takes else row[column])
    if not takes:
        assert there(db_session, rosa, name) == before
    again = read(db_session, rosa, folder, lambda _key: takes)
    assert again.written == 0
    assert len(again.clashes) == (0 if takes else 1)


@pytest.mark.parametrize("takes", [True, False])
@pytest.mark.parametrize("name", IN_ITS_PLACE)
def test_one_of_two_rows_of_a_place_holds(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path, name: str, *, takes: bool
) -> None:
    row, column, theirs = ROWS[name]
    id_name = ID_OF.get(name, next(iter(row)))
    read_back(db_session, rosa, write(tmp_path, name, row))
    other = str(uuid.uuid4())
    folder = write(tmp_path / "other", name, {**row, id_name: other, column: theirs})
    with pytest.raises(ImportFault):
        read_back(db_session, rosa, folder)
    result = read(db_session, rosa, folder, lambda _key: takes)
    assert (result.by_file[name].taken, result.by_file[name].kept) == (int(takes), int(not takes))
    (after,) = there(db_session, rosa, name)
    assert after[column] == (theirs if takes else row[column])
    assert after[id_name] == (other if takes and name != "function.csv" else ID)
    assert read(db_session, rosa, folder, lambda _key: takes).written == 0


@pytest.mark.parametrize("name", IN_ITS_PLACE)
def test_the_same_under_another_id_is_here_already(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path, name: str
) -> None:
    row = ROWS[name][0]
    read_back(db_session, rosa, write(tmp_path, name, row))
    folder = write(tmp_path / "other", name, {**row, ID_OF.get(name, next(iter(row))): str(uuid.uuid4())})
    result = read(db_session, rosa, folder, lambda _key: True)
    assert (result.written, result.by_file[name].same, list(result.clashes)) == (0, 1, [])


@pytest.mark.parametrize("name", ROWS)
def test_what_was_deleted_comes_back_as_the_file_has_it(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path, name: str
) -> None:
    row, column, theirs = ROWS[name]
    read_back(db_session, rosa, write(tmp_path, name, row))
    targets = (ACTIVITY_SCORES, *(target for target, _maker in TARGETS))
    table = next(target.table for target in targets if target.file.name == name)
    db_session.execute(update(table).values(deleted_at=NOW))
    db_session.commit()
    result = read(db_session, rosa, write(tmp_path / "other", name, {**row, column: theirs}), lambda _key: False)
    assert (result.by_file[name].new, result.by_file[name].back, list(result.clashes)) == (1, 1, [])
    (after,) = there(db_session, rosa, name)
    assert after[column] == theirs
    assert any(before["deleted_at"] is not None for before in result.before.values())


def test_details_of_what_is_here_are_kept_or_taken(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    read_back(db_session, rosa, write_file(tmp_path, "sessions.csv", SESSION).parent)
    details = {"record": "session", "id": ID, "entered_at": "2026-03-05T10:00:00Z"}
    folder = write_file(tmp_path / "other", "details.csv", details).parent
    write_file(folder, "sessions.csv", SESSION)
    with pytest.raises(ImportFault, match=r"details\.csv, row 2, entered_at: A record with this id"):
        read_back(db_session, rosa, folder)
    assert read(db_session, rosa, folder, lambda _key: False).by_file["details.csv"].kept == 1
    assert there(db_session, rosa, "details.csv")[0]["entered_at"] != details["entered_at"]
    assert read(db_session, rosa, folder, lambda _key: True).by_file["details.csv"].taken == 1
    assert there(db_session, rosa, "details.csv")[0]["entered_at"].startswith("2026-03-05T1")
    assert read(db_session, rosa, folder, lambda _key: True).written == 0


def test_details_go_with_their_record(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    read_back(db_session, rosa, write_file(tmp_path, "sessions.csv", SESSION | {"note": "mine"}).parent)
    details = {"record": "session", "id": ID, "entered_at": "2026-03-05T10:00:00Z"}
    folder = write_file(tmp_path / "other", "details.csv", details).parent
    write_file(folder, "sessions.csv", SESSION | {"note": "theirs"})
    result = read(db_session, rosa, folder, lambda _key: False)
    assert [clash.file for clash in result.clashes] == ["sessions.csv"]
    assert read(db_session, rosa, folder, lambda _key: True).by_file["details.csv"].new == 1
    assert there(db_session, rosa, "details.csv")[0]["entered_at"].startswith("2026-03-05T1")


def test_each_row_is_asked_by_its_own_key(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    row = ROWS["entries.csv"][0]
    second = {**row, "entry_id": OTHER, "for_date": "2026-03-02"}
    write_file(tmp_path, "entries.csv", row, second)
    read_back(db_session, rosa, tmp_path)
    write_file(tmp_path / "other", "entries.csv", {**row, "leg_pain": "1"}, {**second, "leg_pain": "1"})
    read(db_session, rosa, tmp_path / "other", lambda key: key == f"entry:{OTHER}")
    assert [one["leg_pain"] for one in there(db_session, rosa, "entries.csv")] == ["5", "1"]


def test_two_rows_of_the_file_in_one_place_are_wrong_whatever_holds(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path
) -> None:
    row = ROWS["entries.csv"][0]
    read_back(db_session, rosa, write(tmp_path, "entries.csv", row))
    twice = [{**row, "entry_id": OTHER, "leg_pain": "1"}, {**row, "entry_id": THIRD, "leg_pain": "2"}]
    write_file(tmp_path / "other", "entries.csv", *twice)
    choices: tuple[Takes, ...] = (lambda _key: True, lambda _key: False)
    for takes in choices:
        with pytest.raises(ImportFault, match="row 3, for_date: There is another daily entry"):
            read(db_session, rosa, tmp_path / "other", takes)


def test_the_same_id_twice_with_other_content_is_wrong(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    row = ROWS["entries.csv"][0]
    write_file(tmp_path, "entries.csv", row, {**row, "note": "theirs"})
    with pytest.raises(ImportFault, match="row 3, note: A record with this id"):
        read(db_session, rosa, tmp_path, lambda _key: True)


def test_a_row_that_moved_to_a_place_that_is_taken(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    row = ROWS["cautions.csv"][0]
    ended = {**row, "ended_on": "2026-03-02"}
    write_file(tmp_path, "cautions.csv", ended, {**row, "caution_id": OTHER, "ended_on": ""})
    read_back(db_session, rosa, tmp_path)
    folder = write(tmp_path / "other", "cautions.csv", {**row, "ended_on": ""})
    result = read(db_session, rosa, folder, lambda _key: True)
    assert result.by_file["cautions.csv"].taken == 1
    assert {one["caution_id"]: one["ended_on"] for one in there(db_session, rosa, "cautions.csv")} == {ID: ""}
    assert set(result.before) == {("caution", uuid.UUID(ID)), ("caution", uuid.UUID(OTHER))}
    back = read(db_session, rosa, tmp_path, lambda _key: True)
    assert back.written == 2
    assert [one["ended_on"] for one in there(db_session, rosa, "cautions.csv")] in (
        ["2026-03-02", ""],
        ["", "2026-03-02"],
    )


def test_a_score_that_moved_to_a_day_that_has_one_is_wrong(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path
) -> None:
    row = ROWS["function.csv"][0]
    second = {**row, "score_id": THIRD, "for_date": "2026-03-02"}
    write_file(tmp_path, "function.csv", row, second)
    read_back(db_session, rosa, tmp_path)
    folder = write(tmp_path / "other", "function.csv", {**row, "for_date": "2026-03-02", "score": "9"})
    with pytest.raises(ImportFault, match="another score of this activity"):
        read(db_session, rosa, folder, lambda _key: True)


def test_a_score_takes_the_place_of_one_that_went(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    row = ROWS["function.csv"][0]
    read_back(db_session, rosa, write(tmp_path, "function.csv", row))
    db_session.execute(update(FunctionScore).values(deleted_at=NOW))
    db_session.commit()
    folder = write(tmp_path / "other", "function.csv", {**row, "score_id": THIRD, "score": "9"})
    result = read(db_session, rosa, folder, lambda _key: False)
    assert (result.by_file["function.csv"].new, result.by_file["function.csv"].back) == (1, 1)
    assert [one["score"] for one in there(db_session, rosa, "function.csv")] == ["9"]


def test_activities_that_find_no_room_are_left_out_and_said(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path
) -> None:
    for place in range(4):
        add(db_session, FunctionActivity, patient_id=rosa, name=f"Mine {place}", position=place, created_at=NOW)
    row = ROWS["function.csv"][0]
    fits = {**row, "activity": "Fits"}
    full = {**row, "activity_id": THIRD, "activity": "Too many", "score_id": str(uuid.uuid4())}
    ended = {**row, "activity_id": ID, "activity": "Ended", "retired_on": "2026-03-05", "score_id": str(uuid.uuid4())}
    write_file(
        tmp_path, "function.csv", fits, full, {**full, "score_id": str(uuid.uuid4()), "for_date": "2026-03-02"}, ended
    )
    with pytest.raises(ImportFault, match="more than 5 activities"):
        read_back(db_session, rosa, tmp_path)
    result = read(db_session, rosa, tmp_path, lambda _key: True)
    assert {one["activity"] for one in there(db_session, rosa, "function.csv") if one["score"]} == {"Fits", "Ended"}
    (note,) = result.notes
    assert str(note).startswith("function.csv, row 3, activity: “Too many” is left out with its scores: 5 activities")


def test_a_session_that_may_be_here_is_left_out_and_said(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    read_back(db_session, rosa, write_file(tmp_path, "sessions.csv", SESSION).parent)
    near = SESSION | {"session_id": OTHER, "started_at": "2026-03-01T18:00:00+01:00"}
    folder = write_file(tmp_path / "other", "sessions.csv", near).parent
    write_file(folder, "details.csv", {"record": "session", "id": OTHER, "entered_at": WHEN})
    result = read(db_session, rosa, folder, lambda _key: True)
    assert (result.written, result.by_file["sessions.csv"].kept) == (0, 1)
    assert str(result.notes[0]).endswith("It is left out.")
    both = import_folder(db_session, folder, author_of(db_session, rosa), Meant(lambda _key: True, other_visits=True))
    assert both.by_file["sessions.csv"].new == 1


def test_the_mark_is_the_same_only_where_the_same_is_done(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    row = ROWS["entries.csv"][0]
    read_back(db_session, rosa, write(tmp_path, "entries.csv", row))
    folder = write(tmp_path / "other", "entries.csv", {**row, "leg_pain": "1"})

    def mark(*, takes: bool) -> str:
        return import_folder(
            db_session, folder, author_of(db_session, rosa), Meant(lambda _key: takes), dry_run=True
        ).mark

    first = mark(takes=True)
    assert first == mark(takes=True) != mark(takes=False)
    db_session.execute(update(Entry).values(note="edited"))
    db_session.commit()
    assert mark(takes=True) != first


def test_whose_the_files_are_is_told_where_they_say_so(db_session: Session, rosa: uuid.UUID, tmp_path: Path) -> None:
    row = ROWS["entries.csv"][0]
    folder = write(tmp_path, "entries.csv", row)
    assert read(db_session, rosa, folder, None).whose is None
    for written, said in (({"user_name": "'=Omar"}, "=Omar"), ({"user_name": ""}, None), ({"mood": "x"}, None)):
        write_file(folder, "account.csv", written)
        assert read(db_session, rosa, folder, None).whose == said
    assert db_session.execute(select(Entry.leg_pain)).scalars().all() == [5]


def test_an_activity_that_stays_as_it_is_does_so_in_each_row_of_it(
    db_session: Session, rosa: uuid.UUID, tmp_path: Path
) -> None:
    row = ROWS["function.csv"][0]
    second = {**row, "score_id": THIRD, "for_date": "2026-03-02"}
    write_file(tmp_path, "function.csv", row, second)
    read_back(db_session, rosa, tmp_path)
    folder = tmp_path / "other"
    write_file(folder, "function.csv", {**row, "activity": "Theirs"}, {**second, "activity": "Theirs"})
    result = read(db_session, rosa, folder, lambda _key: False)
    assert [clash.row for clash in result.clashes] == [2]
    assert {one["activity"] for one in there(db_session, rosa, "function.csv")} == {"Walking"}
