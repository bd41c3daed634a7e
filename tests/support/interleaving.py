"""Lets several requests run at once in an order of ours: each stops before every statement, and goes on when told to.

Whoever waits for a lock of the database is noticed by asking the database, and another goes on meanwhile. Nothing is
left to chance but the numbers that are drawn, so the same seed gives the same interleaving.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from random import Random
from typing import Any, Generic, TypeVar

from sqlalchemy import Engine, create_engine, event, text

from tracker.storage.sqlite import TurnConnection

Result = TypeVar("Result")
BLOCKED = text("SELECT cardinality(pg_blocking_pids(:pid)) > 0")
LOOK_AGAIN = 0.002
Choose = Callable[[Sequence[int]], int]  # of those that can go on, who does
MOST_STEPS = 24
RUNNING, PARKED, DONE = "running", "parked", "done"


def drawn(seed: str) -> Choose:
    """Now one and now another, in stretches of any length; or one is stopped once, and goes on when all others are."""
    draw = Random(seed)  # noqa: S311 - any order will do, the same each time
    if draw.random() < 0.5:
        return stopped_once(draw.randrange(MOST_STEPS), first=draw.randrange(2))
    linger, last = draw.choice((0.5, 0.8, 0.95)), -1

    def choose(ready: Sequence[int]) -> int:
        nonlocal last
        if last not in ready or draw.random() > linger:
            last = draw.choice(ready)
        return last

    return choose


def stopped_once(steps: int, *, first: int = 0) -> Choose:
    """The first goes so many steps, then the others as far as they come, then the first again."""
    left = steps

    def choose(ready: Sequence[int]) -> int:
        nonlocal left
        others = [one for one in ready if one != first]
        if first in ready and (left > 0 or not others):
            left -= 1
            return first
        return others[0]

    return choose


class Actor(Generic[Result]):
    """One request in a thread of its own."""

    def __init__(self, act: Callable[[], Result]) -> None:
        self.act = act
        self.state = RUNNING
        self.waits = False
        self.driver: Any = None
        self.result: Result | None = None
        self.failed: BaseException | None = None


class Conductor:
    """Stops the threads it knows before each statement, each BEGIN of SQLite and each COMMIT."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._changed = threading.Condition()
        self._actors: dict[int, Actor[Any]] = {}
        self._watcher = None
        if engine.dialect.name == "postgresql":
            self._watcher = create_engine(engine.url, isolation_level="AUTOCOMMIT").connect()
        else:
            with engine.connect() as connection:
                self._turns: Any = connection.connection.driver_connection.turns  # type: ignore[union-attr]
        self._listeners = [("before_cursor_execute", lambda connection, *_more: self._stop(connection))]
        self._listeners.append(("commit", self._stop))

    @contextmanager
    def listening(self) -> Iterator["Conductor"]:
        for name, listener in self._listeners:
            event.listen(self._engine, name, listener)
        take_turn = TurnConnection.take_turn

        def begin(driver: TurnConnection, seconds: float) -> None:
            """SQLite's BEGIN: where writers of one process queue up."""
            self._stop_at(driver)
            take_turn(driver, seconds)

        TurnConnection.take_turn = begin  # type: ignore[method-assign,assignment]
        try:
            yield self
        finally:
            TurnConnection.take_turn = take_turn  # type: ignore[method-assign]
            for name, listener in self._listeners:
                event.remove(self._engine, name, listener)
            if self._watcher is not None:
                self._watcher.close()
                self._watcher.engine.dispose()

    def run(self, acts: Sequence[Callable[[], Result]], choose: Choose) -> tuple[list[Result], str]:
        """Run these at once; what each came to, and the order of their steps (one letter each)."""
        actors = [Actor(act) for act in acts]
        threads = [threading.Thread(target=self._play, args=(actor,)) for actor in actors]
        order = ""
        for thread in threads:
            thread.start()
        while ready := self._settled(actors):
            one = choose(ready)
            order += "abcd"[one]
            self._let_go(actors[one])
        for thread in threads:
            thread.join()
        for actor in actors:
            if actor.failed is not None:
                raise actor.failed
        return [actor.result for actor in actors], order  # type: ignore[misc]

    def _play(self, actor: Actor[Any]) -> None:
        self._actors[threading.get_ident()] = actor
        try:
            self._stop(None)
            actor.result = actor.act()
        except BaseException as error:  # noqa: BLE001 - raised again where it was begun
            actor.failed = error
        finally:
            del self._actors[threading.get_ident()]
            with self._changed:
                actor.state = DONE
                self._changed.notify_all()

    def _stop(self, connection: Any) -> None:
        self._stop_at(None if connection is None else connection.connection.driver_connection)

    def _stop_at(self, driver: Any) -> None:
        actor = self._actors.get(threading.get_ident())
        if actor is None:
            return
        with self._changed:
            actor.driver, actor.state, actor.waits = driver, PARKED, False
            self._changed.notify_all()
            while actor.state == PARKED:
                self._changed.wait()

    def _let_go(self, actor: Actor[Any]) -> None:
        with self._changed:
            actor.state = RUNNING
            self._changed.notify_all()

    def _settled(self, actors: Sequence[Actor[Any]]) -> list[int]:
        """Who can go on, once everybody has stopped, waits for a lock or is done; nobody where all are done."""
        while True:
            with self._changed:
                running = [actor for actor in actors if actor.state == RUNNING]
                if not any(actor.state == PARKED for actor in actors) and not running:
                    return []
                if not running or (all(actor.waits for actor in running) and self._still_wait(running)):
                    ready = [number for number, actor in enumerate(actors) if actor.state == PARKED]
                    if ready:
                        return ready
                    # All of them wait for each other: the database will end one.
                if not self._changed.wait(LOOK_AGAIN):
                    self._still_wait(running)

    def _still_wait(self, running: Sequence[Actor[Any]]) -> bool:
        """Whether each of them stands at a lock that another one has, by what the database says now."""
        if self._watcher is None:
            waiting = bool(self._turns.waiting() == len(running))
            for actor in running:
                actor.waits = waiting
            return waiting
        for actor in running:
            if actor.state == RUNNING:
                actor.waits = actor.driver is not None and bool(
                    self._watcher.execute(BLOCKED, {"pid": actor.driver.info.backend_pid}).scalar()
                )
        return all(actor.waits for actor in running)
