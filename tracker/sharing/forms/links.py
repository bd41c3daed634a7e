"""The forms of share links: making one, and the passphrase that opens one. They only parse."""

from tracker.accounts.forms.accounts import PasswordField
from tracker.domain.limits import LINE_LENGTH, LINK_DAYS_DEFAULT, LINK_DAYS_HIGH, LINK_DAYS_LOW
from tracker.sharing.services.links import PASSPHRASE_LEAST, LinkFacts
from tracker.web.forms import BaseForm, CreatingForm, DayField, LineField, TickField, WholeField


class NewLinkForm(CreatingForm):
    label = LineField(
        "Who is it for?",
        hint="A name or a place, such as Dr Meyer. Only you see it.",
        most=LINE_LENGTH,
        required="Please say who it is for, so that you can tell your links apart.",
    )
    days = WholeField(
        "For how many days?",
        LINK_DAYS_LOW,
        LINK_DAYS_HIGH,
        unit="days",
        hint=f"{LINK_DAYS_LOW} to {LINK_DAYS_HIGH}. You can end it sooner at any time.",
        default=LINK_DAYS_DEFAULT,
        required="Please say for how many days.",
    )
    first_day = DayField(
        "Show your record from which day on?", hint="Leave this empty to show all of it, from the first day."
    )
    notes = TickField("Show the notes I wrote in my own words", hint="Without a tick they stay yours alone.")
    others = TickField(
        "Show what practitioners recorded of my sessions",
        hint="Points, needles, what they noticed and advised, with their names. Without a tick it is not shown.",
    )
    # Named like a password, which no page that offers to send a form again ever shows.
    new_password = PasswordField(
        "A passphrase (you can leave this empty)",
        hint=f"At least {PASSPHRASE_LEAST} characters. Tell it to them apart from the address, by phone for example.",
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
    password = PasswordField("Passphrase", required="Please give the passphrase.")
