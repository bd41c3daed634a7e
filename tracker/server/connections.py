"""waitress with our deadlines and lanes: the connections, the listeners that let them in, and the server they make up.

One thread reads and writes all connections; the threads of the lanes answer requests that came whole. The seams used
are waitress's classes of channels, tasks and servers; `tests/server/test_server.py` fails where they move.
"""

import errno
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from flask import Flask
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer, UnixWSGIServer
from waitress.task import WSGITask

from tracker.configuration.settings import Settings
from tracker.domain.accounts.devices import counted_address
from tracker.server.across import Across
from tracker.server.deadlines import Phase, Stage, first_to_go
from tracker.server.dispatcher import Dispatcher
from tracker.server.files import room_for_connections
from tracker.server.reading import Parser
from tracker.web.lanes import TURNED_AWAY, WAITS, Signposts
from tracker.web.limits import READ_AWAY_MOST

MOST_CONNECTIONS: Final = 1500
MOST_BYTES_OF_HEAD: Final = 32 * 1024
BYTES_KEPT_IN_MEMORY: Final = 64 * 1024
MOST_BYTES_OF_BODIES: Final = 256 * 1024 * 1024
LET_IN_AT_ONCE: Final = 64
ROOM_AT_ONCE: Final = 64
BACKLOG: Final = 2048
LOOK_EVERY_SECONDS: Final = 1
OUT_OF_FILES: Final = frozenset({errno.EMFILE, errno.ENFILE})
Clock = Callable[[], float]


class _NothingCameError(Exception):
    """The base takes a socket that has nothing to read for a broken one."""


class Task(WSGITask):
    """A request of the app; it knows where it was turned away from a queue, and whom to tell when it only waits."""

    def get_environment(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environment()
        if getattr(self.request, "turned_away", False):
            environ[TURNED_AWAY] = True
        waits = getattr(self.request, "waits", None)
        if waits is not None:
            environ[WAITS] = waits
        return environ


class Channel(HTTPChannel):
    """A connection that knows how long it has taken for what it does."""

    task_class = Task
    parser_class = Parser

    def __init__(self, server: Any, sock: Any, addr: Any, adj: Any, map: Any = None) -> None:  # noqa: A002
        self.clock: Clock = server.clock
        self.network = counted_address(str(addr[0]))
        self.free_since = self.clock()
        self.first_byte_at: float | None = None
        self.head_read_at: tuple[Any, float] | None = None
        self.being_answered = False
        self.sent = 0
        self.untaken: tuple[float, int] | None = None
        super().__init__(server, sock, addr, adj, map=map)

    def recv(self, buffer_size: int) -> bytes:
        try:
            return bytes(super().recv(buffer_size))
        except BlockingIOError as error:
            raise _NothingCameError from error

    def handle_read(self) -> None:
        with suppress(_NothingCameError):
            super().handle_read()

    def received(self, data: bytes) -> bool:
        if self.first_byte_at is None:
            self.first_byte_at = self.clock()
        taken = bool(super().received(data))
        request = self.request
        if request is not None and request.headers_finished and (self.head_read_at or (None,))[0] is not request:
            self.head_read_at = request, self.clock()
        return taken

    def send(self, data: bytes, do_close: bool = True) -> int:  # noqa: FBT001, FBT002 - as the base has it
        sent = int(super().send(data, do_close))
        self.sent += sent
        return sent

    def service(self) -> None:
        """Until all is noted it counts as being answered: the base has given the request up before it returns.

        Where it fails, nobody would answer what else came over the connection: it is closed.
        """
        self.being_answered = True
        try:
            super().service()
        except BaseException:
            self.give_up()
            raise
        finally:
            self.free_since = self.clock()
            self.first_byte_at = None if self.request is None else self.free_since
            self.being_answered = False

    def give_up(self) -> None:
        """Close it once what is ready was sent, whatever requests it still has."""
        with self.requests_lock:
            while self.requests:
                self.requests.pop().close()
            self.close_when_flushed = True
        self.server.pull_trigger()

    def look_at_answer(self, now: float) -> None:
        """Note since when there is an answer that is not all taken, and what was sent before."""
        if not self.total_outbufs_len:
            self.untaken = None
        elif self.untaken is None:
            self.untaken = now, self.sent

    def stage(self) -> Stage:
        """How it stands now."""
        request, head_read = self.request, self.head_read_at
        if self.untaken is not None and self.total_outbufs_len:
            since, before = self.untaken
            return Stage(Phase.TAKING, since, self.sent - before, self.network)
        if self.requests or self.being_answered:
            return Stage(Phase.ANSWER, self.free_since, 0, self.network)
        if request is not None and head_read is not None and head_read[0] is request:
            return Stage(Phase.BODY, head_read[1], request.body_bytes_received, self.network)
        if self.first_byte_at is not None:
            return Stage(Phase.HEAD, self.first_byte_at, 0, self.network)
        return Stage(Phase.IDLE, self.free_since, 0, self.network)


class Door:
    """What a listening socket does besides waitress's own: it looks at deadlines, and makes room when all is full."""

    channel_class = Channel
    clock: Clock = staticmethod(time.monotonic)
    most_connections = MOST_CONNECTIONS
    most_bodies = MOST_BYTES_OF_BODIES
    dropped: list[Channel]
    socket: Any
    _map: dict[int, Any]
    adj: Any
    accept: Callable[[], Any]
    fix_addr: Callable[[Any], Any]
    set_socket_options: Callable[[Any], None]

    def handle_accept(self) -> None:
        """Let in those who knock, many at once: one at a time, an honest one would stand behind all the others."""
        for _ in range(LET_IN_AT_ONCE):
            try:
                knocks = self.accept()
                if knocks is None:
                    return
                connection, address = knocks
                self.set_socket_options(connection)
            except OSError as fault:  # gone before it was let in
                if fault.errno in OUT_OF_FILES:
                    self._make_room()
                return
            if self._is_full() and not self._make_room():
                connection.close()
                continue
            self.channel_class(self, connection, self.fix_addr(address), self.adj, map=self._map)

    def maintenance(self, _now: float) -> None:
        """Every second: close what has taken too long."""
        now = self.clock()
        for channel in list(self.channels()):
            channel.look_at_answer(now)
            if channel.stage().is_overdue(now):
                self._drop(channel)
        self._bound_bodies()

    def channels(self) -> Iterator[Channel]:
        """Of every listener: they share one map."""
        return (one for one in list(self._map.values()) if isinstance(one, Channel) and not one.will_close)

    def _is_full(self) -> bool:
        return len(self._map) - len(self.dropped) >= self.most_connections

    def _make_room(self) -> bool:
        """For a few at once, as whoever fills the server up comes again; False where all wait for the app."""
        going = first_to_go(((channel, channel.stage()) for channel in self.channels()), ROOM_AT_ONCE)
        for channel in going:
            self._drop(channel)
        return bool(going)

    def _drop(self, channel: Channel) -> None:
        """It is closed when all that is ready by now was looked at: until then nobody else may get its number."""
        channel.will_close = True
        self.dropped.append(channel)

    def _bound_bodies(self) -> None:
        """All that has come of unfinished bodies together stays within bounds, on disk and in memory."""
        bodies = [(one, stage) for one in self.channels() if (stage := one.stage()).phase is Phase.BODY]
        held = sum(stage.moved for _, stage in bodies)
        for goes in first_to_go(bodies, len(bodies)):
            if held <= self.most_bodies:
                return
            held -= goes.stage().moved
            self._drop(goes)


class TcpDoor(Door, TcpWSGIServer):
    """A listener at an address and port."""


class UnixDoor(Door, UnixWSGIServer):
    """A listener at a socket in the file system."""


class Server:
    """The listeners, the connections they let in, and the threads that answer."""

    def __init__(self, listeners: Sequence[Any], sockets: dict[int, Any], dispatcher: Dispatcher) -> None:
        self.listeners, self.dispatcher = listeners, dispatcher
        self._sockets = sockets
        self._dropped: list[Channel] = []
        most = room_for_connections(MOST_CONNECTIONS)
        for listener in listeners:
            listener.dropped, listener.most_connections = self._dropped, most
        self._stopping = False

    @property
    def port(self) -> int:
        return int(self.listeners[-1].effective_port)

    def run(self) -> None:
        """Until `stop`, Ctrl+C or SystemExit; what is under way then comes to its end."""
        try:
            while not self._stopping:
                self.turn()
        except (SystemExit, KeyboardInterrupt):
            self._stopping = True
        self.dispatcher.shutdown()

    def turn(self, seconds: float = 1.0) -> None:
        """Once around: read, write and let in whatever is ready, or wait so long for something to be."""
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._sockets, count=1)
        while self._dropped:
            # waitress waits until a socket can be written to; that of a reader who takes nothing never can.
            self._dropped.pop().handle_close()

    def stop(self) -> None:
        """From another thread: `run` ends soon."""
        self._stopping = True
        self.wake()

    def wake(self) -> None:
        with suppress(OSError):
            self.listeners[0].pull_trigger()

    def close_listeners(self) -> None:
        """Let nobody in any more, and close whatever has no request under way."""
        for listener in self.listeners:
            listener.accepting = False

    def is_answering(self) -> bool:
        """Whether any connection has a request under way, or an answer on its way."""
        return any(channel.requests or channel.total_outbufs_len for channel in self.listeners[0].channels())

    def close(self) -> None:
        """Every socket; for whoever makes many servers in one process."""
        wasyncore.close_all(self._sockets)


def make_server(
    app: Flask,
    settings: Settings,
    *,
    host: str | None = None,
    port: int = 0,
    sockets: Sequence[socket.socket] = (),
    across: Path | None = None,
) -> Server:
    """A server at a host and port, or at sockets that listen already; OSError where it cannot listen there.

    `across` is the folder of the locks that it shares with other processes, where there are any.
    """
    where = {"sockets": list(sockets)} if sockets else {"host": host, "port": port}
    adj = Adjustments(
        **where,
        threads=settings.threads,
        ident=None,
        clear_untrusted_proxy_headers=not settings.proxies,
        max_request_body_size=settings.import_bytes + READ_AWAY_MOST,
        max_request_header_size=MOST_BYTES_OF_HEAD,
        inbuf_overflow=BYTES_KEPT_IN_MEMORY,
        backlog=BACKLOG,
        cleanup_interval=LOOK_EVERY_SECONDS,
        connection_limit=2 * MOST_CONNECTIONS,  # never reached: ours is, and makes room
    )
    browsers = app.extensions["keeper"].throttle.browsers
    dispatcher = Dispatcher(
        Signposts(app).lane_of, Across(across), browsers, threads=settings.threads, proxies=settings.proxies
    )
    held: dict[int, Any] = {}
    listeners = [_listener(app, held, dispatcher, adj, info, sock) for info, sock in _places(adj)]
    for listener in listeners:
        listener.most_bodies = max(MOST_BYTES_OF_BODIES, 2 * adj.max_request_body_size)
    return Server(listeners, held, dispatcher)


def _places(adj: Any) -> Iterator[tuple[Any, socket.socket | None]]:
    """Where to listen, as waitress's own `create_server` finds it."""
    if not adj.sockets:
        yield from ((info, None) for info in adj.listen)
    for sock in adj.sockets:
        yield (sock.family, sock.type, sock.proto, sock.getsockname()), sock


def _listener(
    app: Flask, held: dict[int, Any], dispatcher: Dispatcher, adj: Any, info: Any, sock: socket.socket | None
) -> Any:
    kind = UnixDoor if info[0] == socket.AF_UNIX else TcpDoor
    return kind(app, held, True, sock, dispatcher=dispatcher, adj=adj, sockinfo=info, bind_socket=sock is None)
