"""The forms of grants and invitations. They only parse; what a choice stands for is said by the rules."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from tracker.domain.sharing.terms import Choices
from tracker.domain.values.codes import INVITE_LENGTHS, MOST_TYPED, PRACTITIONER_LENGTHS, read_code
from tracker.web import opened, sizes
from tracker.web.forms import BaseForm, ChoiceField, CreatingForm, DayField, ParsedField, TickField, YesNoField
from tracker.wording.language import N_
from tracker.wording.terms import SINCE, UNTIL

CODE_NEEDED = N_("Please type the code.")


class CodeField(ParsedField):
    """A code of one of so many signs, in whatever groups it was typed."""

    def __init__(self, label: str, lengths: tuple[int, ...], **kwargs: Any) -> None:
        self.lengths = lengths
        super().__init__(label, **kwargs)

    def inputs_most(self) -> Iterable[int]:
        return (sizes.of_text(MOST_TYPED),)

    def parse(self, raw: str) -> str | None:
        return read_code(raw, *self.lengths) if raw.strip() else None


class UnstoredTick(TickField):
    merges = False


class TermsForm(CreatingForm):
    """What somebody will see. It is sent twice: to be shown what that is, and, with `sure`, to say yes to it."""

    notes = YesNoField(
        N_("May they read your notes?"),
        hint=N_("The free text you write with your days, sessions and medicine."),
        required=N_("Please say yes or no."),
    )
    others = YesNoField(
        N_("May they read what other practitioners recorded of your sessions?"),
        hint=N_("Points, needles, what they noticed and advised, with the names of those who recorded it."),
        required=N_("Please say yes or no."),
    )
    since = ChoiceField(N_("From which day on?"), SINCE, required=N_("Please choose from which day on."))
    first_day = DayField(N_("A day of my own to begin with"), hint=N_("Only if you chose that above."))
    may_record = YesNoField(
        N_("May they record their side of your sessions?"),
        hint=N_("The points, needles and what they noticed. It stands beside yours, never in its place."),
        required=N_("Please say yes or no."),
    )
    until = ChoiceField(N_("Until when?"), UNTIL, required=N_("Please choose until when."))
    last_day = DayField(N_("A day of my own to end with"), hint=N_("Only if you chose that above. It is the last day."))
    sure = UnstoredTick(N_("Yes"))
    was_sent = True

    @classmethod
    def showing(cls, choices: Choices, *, sent: bool = True) -> "TermsForm":
        """The form with these choices made, or else exactly as it was sent: what is left out then is no choice.

        `sent` is false where another form was sent to its page.
        """
        shown = cls(formdata=None, data=asdict(choices))
        form = cls() if sent and shown.is_submitted() else shown
        form.was_sent = sent
        return form

    def choices(self) -> Choices:
        return Choices(
            notes=self.notes.data,
            others=self.others.data,
            since=self.since.data,
            first_day=self.first_day.data,
            may_record=self.may_record.data,
            until=self.until.data,
            last_day=self.last_day.data,
        )


class ChangedTermsForm(TermsForm):
    """Other terms for somebody who sees the record: what was changed on another device meanwhile stands."""

    creates = False
    moved = False

    @classmethod
    def showing(cls, choices: Choices, *, sent: bool = True) -> "ChangedTermsForm":
        form = super().showing(choices, sent=sent)
        assert isinstance(form, cls)  # noqa: S101
        if form.is_submitted():
            form._bring_together(asdict(choices))  # noqa: SLF001
        return form

    def _bring_together(self, stored: Mapping[str, Any]) -> None:
        """What was sent is read alone, since what is left out is no choice; then beside what is stored."""
        base = opened.read(self.sent.get(opened.NAME))
        self.changes = True
        for field in self.merging:
            field.object_data = stored[field.name]
            self.moved |= opened.shortened(field.parts_of(field.object_data)) != base.get(field.name, {})
        self.merge_sent(self.sent)


class FindForm(BaseForm):
    code = CodeField(
        N_("Your practitioner's code"),
        PRACTITIONER_LENGTHS,
        hint=N_("Letters and digits, such as K7F2-9QXM-3RTW-8H5V. They find it in their settings."),
        required=CODE_NEEDED,
    )


class TakeForm(BaseForm):
    code = CodeField(
        N_("The code of the invitation"),
        INVITE_LENGTHS,
        hint=N_("Letters and digits, such as K7F2-9QXM-3RTW-8H5V. Your patient has it."),
        required=CODE_NEEDED,
    )
    sure = TickField(N_("Take it"))
