"""The forms of share links: making one, and the passphrase that opens one. They only parse."""

from tracker.accounts.forms.accounts import PasswordField
from tracker.domain.limits import LINE_LENGTH, LINK_DAYS_DEFAULT, LINK_DAYS_HIGH, LINK_DAYS_LOW
from tracker.sharing.services.links import PASSPHRASE_LEAST, LinkFacts
from tracker.web.forms import BaseForm, CreatingForm, DayField, LineField, TickField, WholeField
from tracker.wording.language import N_, _


class NewLinkForm(CreatingForm):
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
        return LinkFacts(
            label=self.label.data,
            days=self.days.data,
            notes=self.notes.data,
            others=self.others.data,
            first_day=self.first_day.data,
            passphrase=self.new_password.data,
        )


class PassphraseForm(BaseForm):
    password = PasswordField(N_("Passphrase"), required=N_("Please give the passphrase."))
