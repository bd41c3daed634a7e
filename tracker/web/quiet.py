"""Keeps addresses out of the lines that the server itself logs: they may hold the secret of a share link."""

import logging
import re
from typing import Final

ADDRESS: Final = re.compile(r"(?<= while serving ).*", re.DOTALL)


class NoAddresses(logging.Filter):
    """For the logger of the server, whose lines on faults name the path that was asked for."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = ADDRESS.sub("a page", record.getMessage()), ()
        return True


def keep_addresses_out(logger_name: str) -> None:
    logging.getLogger(logger_name).addFilter(NoAddresses())
