"""The form of a practitioner's profile. It only parses; nobody checks what a practitioner states."""

from tracker.accounts.forms.accounts import PathField
from tracker.domain.limits import HOURS_LENGTH, YEARS_HIGH, YEARS_LOW
from tracker.domain.vocabularies import PRACTITIONER_KINDS
from tracker.practitioners.services import Statement
from tracker.web.forms import BaseForm, ChoiceField, LineField, NoteField, WholeField


class HoursField(NoteField):
    """A few lines at most."""

    most = HOURS_LENGTH


class ProfileForm(BaseForm):
    name = LineField("Your name", hint="As your patients know you.", required="Please give your name.")
    kind = ChoiceField("What you are", PRACTITIONER_KINDS, required="Please choose what you are.")
    licence_body = LineField("Who licenses you", hint="The board or authority that gave you your licence.")
    licence_number = LineField("Licence number")
    certification = LineField("Certification", hint="For example NCCAOM.")
    years = WholeField("Years in practice", YEARS_LOW, YEARS_HIGH, unit="years")
    clinic = LineField("Clinic or practice", hint="Its name, and where it is.")
    working_hours = HoursField("Working hours", hint="So that patients know when you can be reached.")
    next = PathField("Next page")

    def statement(self) -> Statement:
        return Statement(
            name=self.name.data,
            kind=self.kind.data,
            licence_body=self.licence_body.data,
            licence_number=self.licence_number.data,
            certification=self.certification.data,
            years=self.years.data,
            clinic=self.clinic.data,
            working_hours=self.working_hours.data,
        )
