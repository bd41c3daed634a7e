"""What a person types into a letter."""

from tracker.web.forms import BaseForm, NoteField
from tracker.wording.language import N_


class LetterForm(BaseForm):
    """It is printed, or goes into the PDF, and is stored nowhere."""

    to = NoteField(N_("To"), id="letter-to")
    sender = NoteField(N_("From"), id="letter-sender")
    about = NoteField(N_("About"), id="letter-about")
    words = NoteField(N_("In your own words"), id="letter-words")
