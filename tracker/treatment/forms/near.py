"""What every form holds that says of a session that it was attended: the answer to "Is it this one?"."""

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from tracker.domain.errors import Invalid, Message, Problems
from tracker.domain.treatment.one_visit import IsItThisOne, Visit
from tracker.domain.values import parsing
from tracker.web import sizes
from tracker.web.forms import BaseForm, IdField, ParsedField, TickField
from tracker.wording.language import N_

LOOKED_AT_MOST: Final = 8000  # two hundred ids


class AskedTick(TickField):
    """An answer to what the form asked; nothing of it is stored."""

    merges = False


class ChosenField(IdField):
    """The session that a button names; none without one."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = self.parse(valuelist[0]) if valuelist else None


class LookedAtField(ParsedField):
    """The sessions that were shown and are others, as the button for that names them; what is no id names none."""

    merges = False

    def inputs_most(self) -> Iterable[int]:
        return (sizes.of_plain(LOOKED_AT_MOST),)

    def parse(self, raw: str) -> tuple[UUID, ...]:
        if len(raw) > LOOKED_AT_MOST:
            return ()
        try:
            ids = [parsing.identifier(part) for part in raw.split()]
        except Invalid:
            return ()
        return tuple(one for one in ids if one is not None)

    def process_data(self, value: object) -> None:  # noqa: ARG002
        self.data: tuple[UUID, ...] = ()


class AskingForm(BaseForm):
    """A form that may be asked whether its session is one that is here already."""

    this_one = ChosenField(N_("It is this one"))
    instead_of = ChosenField(N_("Said of the same visit before"))
    looked_at = LookedAtField(N_("Others that were looked at"))
    near: tuple[Visit, ...] = ()

    def blame(self, problems: Problems | Mapping[str, Message]) -> None:
        super().blame(problems)
        if isinstance(problems, IsItThisOne):
            self.near = problems.found
