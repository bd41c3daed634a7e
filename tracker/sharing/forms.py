"""The forms of grants, invitations and share links. They only parse; what a choice stands for is said by the rules."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from typing import Any

from tracker.accounts.forms import PasswordField
from tracker.domain.limits import LINE_LENGTH, LINK_DAYS_DEFAULT, LINK_DAYS_HIGH, LINK_DAYS_LOW
from tracker.domain.values.codes import INVITE_LENGTHS, MOST_TYPED, PRACTITIONER_LENGTHS, read_code
from tracker.sharing.services.choices import Choices
from tracker.sharing.services.health_links import WRONG_PASSCODES_MOST, HealthLinkFacts
from tracker.sharing.services.links import PASSPHRASE_LEAST, LinkFacts
from tracker.web import opened, sizes
from tracker.web.forms import (
    BaseForm,
    ChoiceField,
    CreatingForm,
    DayField,
    LineField,
    ParsedField,
    TickField,
    WholeField,
    YesNoField,
)
from tracker.wording.health_links import HOLDS, PASSCODE_LEAST
from tracker.wording.language import N_, _
from tracker.wording.sharing import SINCE, UNTIL

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
        return Choices(**{choice.name: self[choice.name].data for choice in fields(Choices)})


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


class OfAnyLink:
    """What is asked of every link."""

    label = LineField(
        N_("Who is it for?"),
        hint=N_("A name or a place, such as Dr Meyer. Only you see it."),
        most=LINE_LENGTH,
        required=N_("Please say who it is for, so that you can tell your links apart."),
    )
    days = WholeField(
        N_("For how many days?"),
        LINK_DAYS_LOW,
        LINK_DAYS_HIGH,
        unit=N_("days"),
        hint=lambda: _(
            "%(link_days_low)s to %(link_days_high)s. You can end it sooner at any time.",
            link_days_low=LINK_DAYS_LOW,
            link_days_high=LINK_DAYS_HIGH,
        ),
        default=LINK_DAYS_DEFAULT,
        required=N_("Please say for how many days."),
    )
    first_day = DayField(
        N_("Show your record from which day on?"), hint=N_("Leave this empty to show all of it, from the first day.")
    )


class NewLinkForm(OfAnyLink, CreatingForm):
    notes = TickField(N_("Show the notes I wrote in my own words"), hint=N_("Without a tick they stay yours alone."))
    others = TickField(
        N_("Show what practitioners recorded of my sessions"),
        hint=N_("Points, needles, what they noticed and advised, with their names. Without a tick it is not shown."),
    )
    # Named like a password, which no page that offers to send a form again ever shows.
    new_password = PasswordField(
        N_("A passphrase (you can leave this empty)"),
        hint=lambda: _(
            "At least %(passphrase_least)s characters. Tell it to them apart from the address, by phone for example.",
            passphrase_least=PASSPHRASE_LEAST,
        ),
    )

    def facts(self) -> LinkFacts:
        same = {name: self[name].data for name in ("label", "days", "notes", "others", "first_day")}
        return LinkFacts(**same, passphrase=self.new_password.data)


class NewHealthLinkForm(OfAnyLink, CreatingForm):
    holds = ChoiceField(
        N_("What goes into it?"),
        HOLDS,
        hint=N_("Programs of a clinic read the data. The report is the PDF of “Download your data”."),
        default="both",
        required=N_("Please choose what goes into it."),
    )
    last_day = DayField(
        N_("Until which day?"), hint=N_("Leave this empty to have the link always hold your record as it stands.")
    )
    notes = TickField(N_("With the notes I wrote in my own words"), hint=N_("Without a tick they stay yours alone."))
    others = TickField(
        N_("With what practitioners recorded of my sessions"),
        hint=N_("Points, needles, what they noticed and advised, with their names. Without a tick it is left out."),
    )
    # Named like a password, which no page that offers to send a form again ever shows.
    new_password = PasswordField(
        N_("A passcode (you can leave this empty)"),
        hint=lambda: _(
            "At least %(passcode_least)s characters. Tell it to them apart from the link. After %(tries)s wrong "
            "passcodes the link ends.",
            passcode_least=PASSCODE_LEAST,
            tries=WRONG_PASSCODES_MOST,
        ),
    )

    def facts(self) -> HealthLinkFacts:
        names = ("label", "days", "holds", "notes", "others", "first_day", "last_day")
        return HealthLinkFacts(**{name: self[name].data for name in names}, passcode=self.new_password.data)


class PassphraseForm(BaseForm):
    password = PasswordField(N_("Passphrase"), required=N_("Please give the passphrase."))
