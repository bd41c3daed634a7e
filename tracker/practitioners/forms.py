"""The form of a practitioner's profile. It only parses; nobody checks what a practitioner states."""

from tracker.accounts.forms import PathField
from tracker.domain.limits import HOURS_LENGTH, YEARS_HIGH, YEARS_LOW
from tracker.web.forms import BaseForm, ChoiceField, LineField, NoteField, WholeField
from tracker.wording.language import N_
from tracker.wording.vocabularies import PRACTITIONER_KINDS


class HoursField(NoteField):
    """A few lines at most."""

    most = HOURS_LENGTH


class ProfileForm(BaseForm):
    name = LineField(N_("Your name"), hint=N_("As your patients know you."), required=N_("Please give your name."))
    kind = ChoiceField(N_("What you are"), PRACTITIONER_KINDS, required=N_("Please choose what you are."))
    licence_body = LineField(N_("Who licenses you"), hint=N_("The board or authority that gave you your licence."))
    licence_number = LineField(N_("Licence number"))
    certification = LineField(N_("Certification"), hint=N_("For example NCCAOM."))
    years = WholeField(N_("Years in practice"), YEARS_LOW, YEARS_HIGH, unit=N_("years"))
    clinic = LineField(N_("Clinic or practice"), hint=N_("Its name, and where it is."))
    working_hours = HoursField(N_("Working hours"), hint=N_("So that patients know when you can be reached."))
    next = PathField(N_("Next page"))
