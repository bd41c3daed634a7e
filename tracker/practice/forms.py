"""How the list of patients is searched, filtered and sorted."""

from typing import Final

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
        "attention": N_("Needs attention first"),
        "name": N_("Name"),
        "entry": N_("Latest entry first"),
        "session": N_("Most sessions done first"),
    }
)


class FindForm(BaseForm):
    """What cannot be read is as if it had not been given."""

    q = LineField(N_("Search by name"))
    show = ChoiceField(N_("Show"), SHOWN)
    sort = ChoiceField(N_("Sort by"), SORTED)
