"""How the list of patients is searched, filtered and sorted."""

from types import MappingProxyType
from typing import Final

from tracker.domain.vocabularies import Words
from tracker.web.forms import BaseForm, ChoiceField, LineField

SHOWN: Final[Words] = MappingProxyType(
    {"all": "All", "attention": "Needs attention", "course": "Course running", "quiet": "Not logged lately"}
)
SORTED: Final[Words] = MappingProxyType(
    {
        "attention": "Needs attention first",
        "name": "Name",
        "entry": "Latest entry first",
        "session": "Most sessions done first",
    }
)


class FindForm(BaseForm):
    """What cannot be read is as if it had not been given."""

    q = LineField("Search by name")
    show = ChoiceField("Show", SHOWN)
    sort = ChoiceField("Sort by", SORTED)
