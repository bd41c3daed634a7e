"""What is asked of the activities that somebody scores."""

from typing import Final

from tracker.wording.language import N_

QUESTION: Final = N_("How well can you do this today?")
LOW_END: Final = N_("Cannot do it")
HIGH_END: Final = N_("As well as before")
