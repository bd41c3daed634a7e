"""What is asked of the activities that somebody scores."""

from typing import Final

from tracker.wording.language import N_

QUESTION: Final = N_("How well can you do this today?")
