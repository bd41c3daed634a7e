"""What an operation is: from one table of these come the routes, what is judged before a view, and the document."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tracker.domain.accounts.programs import Need
from tracker.domain.sharing.access import Action
from tracker.wording.language import N_

Schema = Mapping[str, Any]
UUID_TEXT: Final[Schema] = {"type": "string", "format": "uuid"}
DAY_TEXT: Final[Schema] = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_PART: Final = re.compile(r"<(?:(?P<kind>[^:<>]+):)?(?P<name>\w+)>")
_ONE_OF: Final = re.compile(r"any\((.*)\)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something asked for in the query of an address, or said in a header: its name, what it means, and what fits."""

    name: str
    meaning: str
    schema: Schema
    place: str = "query"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an operation answers: what that means, the name of its schema (none: no body), and headers of its own."""

    meaning: str
    schema: str = ""
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation: `name` is unique, `path` as routes are written, below `/api/v1`.

    `needs` is what its token must let it do, `action` what it does with the record in its address, if any. `body` is
    the name of the schema of what is sent. `answers` are those beside the refusals that every operation has.
    """

    name: str
    method: str
    path: str
    part: str
    summary: str
    needs: Need | None
    action: Action | None = None
    parameters: tuple[Parameter, ...] = ()
    body: str = ""
    answers: Mapping[int, Answer] = field(default_factory=dict)

    @property
    def written_path(self) -> str:
        """The path as OpenAPI writes it."""
        return _PART.sub(lambda found: f"{{{found['name']}}}", self.path)

    @property
    def path_parameters(self) -> Mapping[str, Schema]:
        """What stands in the path, and what fits there."""
        return {found["name"]: _fits(found["kind"] or "", found["name"]) for found in _PART.finditer(self.path)}

    @property
    def asked(self) -> frozenset[str]:
        """The parameters that its query may hold."""
        return frozenset(one.name for one in self.parameters if one.place == "query")


def _fits(kind: str, name: str) -> Schema:
    choices = _ONE_OF.fullmatch(kind)
    if choices is not None:
        return {"type": "string", "enum": [one.strip() for one in choices[1].split(",")]}
    if kind == "uuid":
        return UUID_TEXT
    if name == "day":
        return {"type": "string", "pattern": "^(today|[0-9]{4}-[0-9]{2}-[0-9]{2})$"}
    return {"type": "string"}


IF_MATCH: Final = Parameter(
    "If-Match",
    N_("The version it must still have, in double quotes, as ETag gave it; else nothing is changed."),
    {"type": "string"},
    "header",
)
IF_NONE_MATCH: Final = Parameter(
    "If-None-Match", N_("An asterisk: make it only if there is none of this id."), {"type": "string"}, "header"
)
UNLESS: Final = Parameter(
    "If-None-Match", N_("A version that is known already: answered with 304 while it stands so."), {"type": "string"},
    "header",
)  # fmt: skip
