"""The control: the real app behind a front that answers "saved" at once and saves a little later.

No part of the product does this. It is here to show that the count would see it.
"""

import sys
import time
from collections.abc import Callable, Iterable
from io import BytesIO
from queue import SimpleQueue
from threading import Thread
from typing import Any

from waitress import create_server

from tracker.app import create_app

LATE = 0.3
Environ = dict[str, Any]


class AnswersFirst:
    """Takes the place of the app for whatever saves a moment."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self._app = app
        self._owed: SimpleQueue[tuple[float, Environ]] = SimpleQueue()
        Thread(target=self._save, daemon=True).start()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "POST":
            return self._app(environ, start_response)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        self._owed.put((time.monotonic() + LATE, environ | {"wsgi.input": BytesIO(body)}))
        start_response("303 See Other", [("Location", environ["PATH_INFO"]), ("Content-Length", "0")])
        return []

    def _save(self) -> None:
        while True:
            due, environ = self._owed.get()
            time.sleep(max(0.0, due - time.monotonic()))
            for _ in self._app(environ, lambda *_: None):
                pass


def main() -> None:
    app = create_app()
    create_server(AnswersFirst(app), host="127.0.0.1", port=int(sys.argv[-1]), threads=6, ident=None).run()


if __name__ == "__main__":
    main()
