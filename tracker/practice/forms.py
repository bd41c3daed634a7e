"""How the list of patients is searched, filtered and sorted, and the label a practitioner gives one of them."""

from typing import Final

from tracker.accounts.forms import PathField
from tracker.domain.limits import LABEL_LENGTH
from tracker.web.forms import BaseForm, ChoiceField, LineField
from tracker.wording.language import N_, Words

SHOWN: Final = Words(
    {
        "all": N_("All"),
        "attention": N_("Needs attention"),
        "course": N_("Course running"),
        "quiet": N_("Not logged lately"),
    }
)
SORTED: Final = Words(
    {
        "day": N_("Today first"),
        "attention": N_("Needs attention"),
        "next": N_("Next appointment"),
        "name": N_("Name"),
        "entry": N_("Latest entry"),
        "session": N_("Most sessions"),
    }
)


class FindForm(BaseForm):
    """What cannot be read is as if it had not been given."""

    q = LineField(N_("Name or label"))
    show = ChoiceField(N_("Show"), SHOWN)
    sort = ChoiceField(N_("Sort by"), SORTED)


class LabelForm(BaseForm):
    """Nothing given is no label."""

    label = LineField(
        N_("Private label"),
        most=LABEL_LENGTH,
        hint=N_("A name or a number. Nobody else sees it, and no file holds it."),
    )
    next = PathField(N_("Next page"))
