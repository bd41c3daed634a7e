"""Waits until something answers at a port of this machine: `python serving.py PORT SECONDS`."""

import sys
import time
from http.client import HTTPConnection, HTTPException


def answers(port: int) -> bool:
    try:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/")
        return connection.getresponse().status > 0
    except (OSError, HTTPException):
        return False


def main(port: int, seconds: int) -> int:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answers(port):
            return 0
        time.sleep(0.1)
    return 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
