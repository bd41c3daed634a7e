"""What each app of the tests would make anew, and makes no other way: compiled templates, and how addresses are built.

A pytest plugin. Hundreds of tests have an app of their own. Werkzeug writes and compiles two functions for each address
of an app, which takes as long as all else of the app together; they depend on the rule alone.
"""

from collections.abc import Callable
from typing import Any, Final

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


class CompiledTemplates(BytecodeCache):
    """In memory, by name and source."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if (bucket.key, bucket.checksum) in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key, bucket.checksum])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


MADE: Final[dict[tuple[Any, ...], Builder]] = {}
MAKE: Final = Rule._compile_builder


def _builder(rule: Rule, append_unknown: bool = True) -> Builder:  # noqa: FBT002 - as Werkzeug has it
    """The function that builds its address: it is handed the rule, so any rule of the same parts may have it."""
    if rule.defaults:
        return MAKE(rule, append_unknown)
    parts = (rule.rule, *rule._trace, append_unknown)
    if parts not in MADE:
        MADE[parts] = MAKE(rule, append_unknown)
    return MADE[parts]


Flask.jinja_options = {"bytecode_cache": CompiledTemplates()}
Rule._compile_builder = _builder  # type: ignore[assignment, method-assign]
