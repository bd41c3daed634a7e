"""What stands beside the scores of a day: tags, and what a watch counted. Both are read alone."""

from typing import Final

from tracker.diary.models import DayContext, DayTags
from tracker.files import contract
from tracker.interface.services.resource import Resource
from tracker.wording.language import N_

TAGS: Final = Resource(
    name="tags",
    one="day_tags",
    title=N_("Beside the scores"),
    file=contract.TAGS,
    model=DayTags,
    order="for_date",
)
DAY_CONTEXT: Final = Resource(
    name="day_context",
    one="context_of_day",
    title=N_("Beside the scores"),
    file=contract.DAY_CONTEXT,
    model=DayContext,
    order="for_date",
)
