"""Keeps out of every line of the log what does not belong there: addresses, people's words, more than one line.

An address may hold the secret of a share link; the words of an exception may quote a person or a row.
"""

import logging
import re
from types import TracebackType
from typing import Final

ADDRESSES: Final = (
    (re.compile(r"(?<= while serving ).*", re.DOTALL), "a page"),
    (re.compile(r"(?<=Error handling request ).*", re.DOTALL), "of a page"),
    (re.compile(r"(Invalid request from ip=\S*).*", re.DOTALL), r"\1"),
    (re.compile(r"\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) /\S*"), r"\1 a page"),
    (re.compile(r"/(s|h)/[^\s'\"]+"), r"/\1/***"),
)


def place_of(trace: TracebackType | None) -> str:
    """Where an exception came from, as file and line: never its words."""
    if trace is None:
        return "nowhere"
    while trace.tb_next is not None:
        trace = trace.tb_next
    parts = trace.tb_frame.f_code.co_filename.replace("\\", "/").split("/")
    return f"{'/'.join(parts[-2:])}:{trace.tb_lineno}"


def in_one_line(text: str) -> str:
    """Whatever could begin a new line, or colour or turn round what is read, as its escape."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text)


class NoAddresses(logging.Filter):
    """For the loggers of servers: no address that was asked for, and of an exception its kind and place alone."""

    def filter(self, record: logging.LogRecord) -> bool:
        words = record.getMessage()
        for pattern, instead in ADDRESSES:
            words = pattern.sub(instead, words)
        if record.exc_info and record.exc_info[0] is not None:
            words += f" kind={record.exc_info[0].__name__} at={place_of(record.exc_info[2])}"
        record.msg, record.args, record.exc_info, record.exc_text = words, (), None, None
        return True
