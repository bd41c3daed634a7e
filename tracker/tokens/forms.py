"""The form of a token."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from tracker.domain.accounts.programs import Scope, is_of_patients
from tracker.domain.errors import Fault, Problems
from tracker.domain.limits import LABEL_LENGTH
from tracker.tokens.services.tokens import TokenFacts
from tracker.web.forms import ChoiceField, CreatingForm, DayField, LineField
from tracker.wording.language import N_
from tracker.wording.programs import SCOPES

USUAL: Final = timedelta(days=90)


class NewTokenForm(CreatingForm):
    """What a token is for, what its program may do, and until when."""

    name = LineField(
        N_("What is it for?"),
        hint=N_("Such as lock screen, or Home Assistant. It stands beside each change that the program makes."),
        most=LABEL_LENGTH,
        required=N_("Please say what it is for, so that you can tell your programs apart."),
    )
    scope = ChoiceField(N_("What may the program do?"), SCOPES, required=N_("Please choose what the program may do."))
    last_day = DayField(
        N_("Last day"),
        hint=N_("A year from now at most. You can end it at any moment."),
        required=N_("Please give the last day on which it lets the program in."),
    )

    @classmethod
    def offering(cls, scopes: Sequence[Scope], today: date) -> "NewTokenForm":
        """The form with these scopes to choose from, of which the first does least."""
        form = cls(data={"last_day": today + USUAL})
        form.scope.words = {scope.value: SCOPES[scope.value] for scope in scopes}
        return form

    def facts(self, scopes: Sequence[Scope]) -> TokenFacts:
        """What was decided; `Problems` for a scope that is not one of those they may choose."""
        scope = Scope(self.scope.data)
        if scope not in scopes:
            raise Problems({"scope": Fault("choose_one")})
        return TokenFacts(name=self.name.data, scope=scope, last_day=self.last_day.data)


def scopes_for(*, has_record: bool, sees_patients: bool) -> list[Scope]:
    """What somebody can let a program do: with their own record, and with what others share with them."""
    return [scope for scope in ORDER if (sees_patients if is_of_patients(scope) else has_record)]


ORDER: Final = (Scope.LOG, Scope.READ, Scope.WRITE, Scope.PATIENTS, Scope.PATIENTS_WRITE)
