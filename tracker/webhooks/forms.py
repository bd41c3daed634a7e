"""The form of a webhook."""

from collections.abc import Collection, Sequence

from tracker.domain.errors import Invalid, Problems
from tracker.domain.limits import LABEL_LENGTH
from tracker.domain.outbound.places import ADDRESS_LENGTH, Network, check_number, read_place
from tracker.web.forms import ChoicesField, CreatingForm, LineField
from tracker.webhooks.services.webhooks import WebhookFacts
from tracker.wording.language import N_, _
from tracker.wording.webhooks import CHOICES


class NewWebhookForm(CreatingForm):
    """Whom to tell, and of what."""

    label = LineField(
        N_("What is it for?"),
        hint=N_("Such as my home, or my own script. Only you see it."),
        most=LABEL_LENGTH,
        required=N_("Please say what it is for, so that you can tell your webhooks apart."),
    )
    address = LineField(
        N_("Address"),
        hint=N_("Where your program listens, such as https://home.example.org/hooks/diary. It is kept sealed."),
        most=ADDRESS_LENGTH,
        required=N_("Please give the address at which your program listens."),
    )
    event_types = ChoicesField(N_("What should it be told of?"), CHOICES)

    def facts(self, *, ports: Collection[int], private: Sequence[Network]) -> WebhookFacts:
        """What was decided; `private` are the host's own networks.

        `Problems` where the address could never be sent to, or nothing is to be told.
        """
        problems = {}
        try:
            place = read_place(self.address.data, ports=ports, plain=bool(private))
            check_number(place, private)
        except Invalid as error:
            problems["address"] = error.message
        if not self.event_types.data:
            problems["event_types"] = _("Please choose at least one.")
        if problems:
            raise Problems(problems)
        return WebhookFacts(
            id=self.id.data,
            label=self.label.data,
            address=self.address.data,
            place=place,
            event_types=self.event_types.data,
        )
