"""What is wrong with a database is found before it is written to, said in the host's words, and heals where it can."""

import logging
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from tests.operations.damage import make_foreign, overwrite_header, overwrite_middle, overwrite_table
from tests.support.engines import let_go
from tracker import serving
from tracker.configuration.settings import Settings
from tracker.operations import guard as guards
from tracker.operations import looking, schema
from tracker.operations.guard import Guard, Refused
from tracker.operations.looking import Trouble
from tracker.storage import sqlite
from tracker.web import logs
from tracker.web.extensions import db

pytestmark = pytest.mark.sqlite


class House:
    """An app on a file of its own, and its guard."""

    def __init__(self, make_app: Callable[..., Flask], folder: Path) -> None:
        self.file = folder / "a diary #1.sqlite3"
        self.folder = folder
        self._make_app = make_app

    def open(self) -> tuple[Flask, Guard]:
        app = self._make_app(database_url=f"sqlite:///{self.file}", instance_path=self.folder)
        return app, serving.guard_of(app)

    def guard(self) -> Guard:
        return self.open()[1]

    @property
    def settings(self) -> Settings:
        found: Settings = self.open()[0].extensions["settings"]
        return found


@pytest.fixture
def house(make_app: Callable[..., Flask], upgraded_file: Path, tmp_path: Path) -> House:
    made = House(make_app, tmp_path)
    shutil.copyfile(upgraded_file, made.file)
    tmp_path.chmod(0o700)
    made.file.chmod(0o600)
    return made


@pytest.fixture
def steady_clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    at = [1000.0]
    monkeypatch.setattr(guards, "monotonic", lambda: at[0])
    return at


def _trouble(guard: Guard) -> Trouble | None:
    found = guard.begin()
    return None if found is None else found.trouble


def test_a_sound_file_is_left_as_it_is(house: House, caplog: pytest.LogCaptureFixture) -> None:
    before = house.file.read_bytes()
    guard = house.guard()
    assert guard.begin() is None
    assert not guard.refuses()
    assert house.file.read_bytes() == before
    assert sorted(path.name for path in house.folder.iterdir()) == [house.file.name]
    assert caplog.messages == []


@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
def test_another_programs_file_is_not_opened_for_long(house: House, journal: str) -> None:
    house.file.unlink()
    make_foreign(house.file, journal=journal)
    before = house.file.read_bytes()
    guard = house.guard()
    with pytest.raises(Refused, match=r"another program.*TRACKER_DATABASE_URL"):
        guard.begin()
    with pytest.raises(Refused, match="another program"):
        guard.check_ours()
    assert house.file.read_bytes() == before


def test_a_file_that_another_program_marked_is_theirs(house: House) -> None:
    with closing(sqlite3.connect(house.file)) as connection:
        connection.execute("PRAGMA application_id=17")
    with pytest.raises(Refused, match="another program"):
        house.guard().begin()


@pytest.mark.parametrize("damage", [overwrite_header, overwrite_middle])
def test_a_damaged_file_is_found_before_the_start(
    house: House, caplog: pytest.LogCaptureFixture, damage: Callable[[Path], None]
) -> None:
    backups = house.folder / "backups"
    backups.mkdir(mode=0o700)
    for day in ("2026-02-28T0300Z", "2026-03-01T0300Z"):
        (backups / f"tracker-{day}.sqlite3").write_bytes(b"")
    damage(house.file)
    before = house.file.read_bytes()
    app, guard = house.open()
    found = guard.begin()
    assert found is not None
    assert found.trouble is Trouble.DAMAGED
    assert f"“tracker restore {backups}/tracker-2026-03-01T0300Z.sqlite3 --force”" in found.words
    assert "\n" not in found.words
    assert [record.levelname for record in caplog.records if found.words in record.getMessage()] == ["ERROR"]
    with app.app_context(), pytest.raises(DBAPIError), sqlite.writing(), db.engine.begin():
        pass
    assert house.file.read_bytes() == before


def test_without_a_backup_it_says_so(house: House) -> None:
    overwrite_header(house.file)
    found = house.guard().begin()
    assert found is not None
    assert "there is no backup in" in found.words


def test_damage_stays_known_until_the_next_start(house: House, upgraded_file: Path, steady_clock: list[float]) -> None:
    overwrite_middle(house.file)
    guard = house.guard()
    guard.begin()
    shutil.copyfile(upgraded_file, house.file)
    steady_clock[0] += 60
    assert guard.refuses()
    guard.look_again()
    assert guard.refuses()
    assert _trouble(house.guard()) is None


def test_damage_that_a_page_meets_ends_all_writing(house: House) -> None:
    app, guard = house.open()
    assert guard.begin() is None
    overwrite_table(house.file, "account")
    with app.app_context():
        with sqlite.only_reading(), pytest.raises(DBAPIError, match="malformed"), db.engine.connect() as connection:
            connection.execute(text("SELECT * FROM account"))
        assert guard.refuses()
        with pytest.raises(OperationalError, match="damaged"), sqlite.writing(), db.engine.begin():
            pass


def test_a_big_file_is_looked_at_further_while_it_serves(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "STEPS_BETWEEN_GLANCES", 1)
    overwrite_table(house.file, "entry")
    settings = house.settings
    assert looking.look_at_pages(settings, seconds=-1) == (None, False)
    found, _too_big = looking.look_on(settings)
    assert found is not None
    assert found.trouble is Trouble.DAMAGED

    class AtOnce(Thread):
        def start(self) -> None:
            self.run()

    monkeypatch.setattr(guards, "Thread", AtOnce)
    monkeypatch.setattr(looking, "look_at_pages", lambda _settings: (None, False))
    assert _trouble(house.guard()) is Trouble.DAMAGED


def test_a_table_that_would_hold_up_writers_for_too_long_is_named(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(looking, "STEPS_BETWEEN_GLANCES", 1)
    monkeypatch.setattr(looking, "LOOK_ON_SECONDS", -1.0)
    found, too_big = looking.look_on(house.settings)
    assert found is None
    assert "entry" in too_big
    house.guard().look_on()
    assert any("database.not_looked_at" in line for line in caplog.messages)
    assert looking.look_on(house.settings, stopped=lambda: True) == (None, [])


def test_a_read_only_file_is_read_and_goes_on_when_it_is_not_any_more(
    house: House, monkeypatch: pytest.MonkeyPatch, steady_clock: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    app, guard = house.open()
    with app.app_context():
        engine = db.engine
    pool = engine.pool
    with monkeypatch.context() as read_only:
        read_only.setattr(looking, "MODE", "ro")
        assert _trouble(guard) is Trouble.READ_ONLY
        steady_clock[0] += guards.LOOK_AGAIN_SECONDS
        assert guard.refuses()
    assert guard.refuses(), "it was looked at just now"
    steady_clock[0] += guards.LOOK_AGAIN_SECONDS
    assert not guard.refuses()
    assert engine.pool is not pool, "connections of before are still read-only"
    assert any(line.startswith("writes.taken_again") for line in caplog.messages)


def test_a_folder_that_cannot_be_written_to(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_asked: False)
    assert _trouble(house.guard()) is Trouble.READ_ONLY


def test_one_thread_looks_again_at_a_time(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    guard = house.guard()
    looks: list[int] = []

    def look(*_args: object) -> None:
        looks.append(1)
        guard.look_again()

    monkeypatch.setattr(looking, "look", look)
    guard.look_again()
    assert looks == [1]


def test_tables_that_are_behind_wait_for_the_upgrade(house: House, steady_clock: list[float]) -> None:
    house.file.unlink()
    app, guard = house.open()
    found = guard.begin()
    assert found is not None
    assert found.trouble is Trouble.OUTDATED
    assert "tracker upgrade" in found.words
    with app.app_context(), pytest.raises(OperationalError, match="outdated"), sqlite.writing(), db.engine.begin():
        pass
    other = house.open()[0]  # `tracker upgrade`, in another process
    with other.app_context():
        schema.upgrade(db.engine, "0002")
    steady_clock[0] += guards.LOOK_AGAIN_SECONDS
    assert guard.refuses()
    assert guard.finding is not None
    assert "0002" in guard.finding.words
    with other.app_context():
        schema.upgrade(db.engine)
    steady_clock[0] += guards.LOOK_AGAIN_SECONDS
    assert not guard.refuses()


def test_tables_are_brought_up_by_whom_they_are_asked_to(house: House) -> None:
    house.file.unlink()
    app, guard = house.open()

    def bring_up() -> None:
        with app.app_context():
            schema.upgrade(db.engine)

    assert guard.begin(bring_up) is None


def test_tables_of_a_newer_version_are_not_touched(house: House) -> None:
    with closing(sqlite3.connect(house.file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(Refused, match=r"9999.*newer"):
        house.guard().begin()


def test_a_database_that_does_not_answer_is_asked_again(
    make_app: Callable[..., Flask], steady_clock: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    app = make_app(database_url="postgresql+psycopg://nobody@127.0.0.1:1/nothing?connect_timeout=2")
    guard = serving.guard_of(app)
    assert _trouble(guard) is Trouble.AWAY
    steady_clock[0] += guards.LOOK_AGAIN_SECONDS
    assert guard.refuses()
    assert guard.finding is not None
    assert "\n" not in guard.finding.words
    assert len([line for line in caplog.messages if "reason=away" in line]) == 1


def test_a_lock_of_another_program_is_no_trouble_of_the_file(house: House) -> None:
    guard = house.guard()
    with closing(sqlite3.connect(house.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert guard.begin() is None


@pytest.mark.parametrize(
    ("mounts", "kind"),
    [
        ("/dev/sda1 / ext4 rw 0 0\n", None),
        ("/dev/sda1 / ext4 rw 0 0\nnas:/x /srv nfs4 rw 0 0\n", "nfs4"),
        ("nas:/x /srv nfs rw 0 0\n/dev/sdb1 /srv/diary ext4 rw 0 0\n", None),
        ("nas:/x /srv\\040x cifs rw 0 0\n/dev/sdb1 / ext4 rw 0 0\n", None),
        ("//nas/x /srv/diary\\040of\\040us cifs rw 0 0\n", "cifs"),
        ("x /srv ext4 rw 0 0\nyou@there:/ /srv fuse.sshfs rw 0 0\n", "fuse.sshfs"),
        ("nas:/x /srv/dia nfs rw 0 0\nhalf a\n\n", None),
        ("", None),
    ],
)
def test_where_a_file_lies(mounts: str, kind: str | None) -> None:
    place = "/srv/diary of us" if "diary\\040of" in mounts else "/srv/diary"
    assert looking.network_file_system(Path(place) / "tracker.sqlite3", mounts) == kind


def test_a_file_on_a_network_file_system_is_refused(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = house.folder / "mounts"
    mounts.write_text("nas:/x / nfs4 rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(looking, "MOUNTS", mounts)
    with pytest.raises(Refused, match=r"nfs4.*TRACKER_INSTANCE_PATH"):
        house.guard().begin()
    monkeypatch.setattr(looking, "MOUNTS", house.folder / "nowhere")
    assert looking.network_file_system(house.file) is None


def test_what_others_could_read_is_named_in_the_log(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.file.chmod(0o644)
    house.folder.chmod(0o755)
    assert house.guard().begin() is None
    told = [line for line in caplog.messages if line.startswith("files.open_to_others")]
    assert len(told) == 2
    assert "mode 755, better 700" in told[0]
    assert "mode 644, better 600" in told[1]


def test_a_database_in_memory_has_no_file_to_look_at(tmp_path: Path) -> None:
    settings = Settings.for_tests(tmp_path, database_url="sqlite:///:memory:")
    assert looking.file_of(settings) is None
    assert looking.look_at_file(settings) is None
    assert looking.look_at_pages(settings) == (None, True)
    assert looking.look_on(settings) == (None, [])


@pytest.fixture
def own_settings(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """The settings as a server finds them; the log is as before afterwards."""
    monkeypatch.setenv("TRACKER_INSTANCE_PATH", str(house.folder))
    monkeypatch.setenv("TRACKER_DATABASE_URL", f"sqlite:///{house.file}")
    kept = {name: logging.getLogger(name).handlers[:] for name in logs.OURS}
    yield house
    for name, handlers in kept.items():
        logging.getLogger(name).handlers = handlers


def test_gunicorn_starts_on_tables_that_are_behind_and_not_on_foreign_ones(own_settings: House) -> None:
    house = own_settings
    house.file.unlink()
    app = serving.app()
    client = app.test_client()
    assert client.get("/sign-in").status_code == 200
    answer = client.post("/sign-in", data={"user_name": "Rosa"})
    assert answer.status_code in {400, 503}
    let_go(app)
    house.file.unlink()
    make_foreign(house.file)
    assert "another program" in str(serving.why_not())
    with pytest.raises(Refused):
        serving.app()


def test_a_servers_first_process_says_in_one_sentence_what_keeps_the_app_from_starting(
    own_settings: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert serving.why_not() is None
    monkeypatch.setenv("TRACKER_TYPO", "1")
    assert serving.why_not() == "TRACKER_TYPO is no setting of this app."
