"""The form by which a script hands over what a browser subscribed with."""

from tracker.outbound.web_push import ENDPOINT_LENGTH, Subscription, read_subscription
from tracker.web.forms import BaseForm, LineField
from tracker.wording.language import N_

KEY_MOST = 120


class BrowserForm(BaseForm):
    """The address at the browser's service, and the browser's two keys."""

    endpoint = LineField(N_("This browser"), most=ENDPOINT_LENGTH)
    p256dh = LineField(N_("Its key"), most=KEY_MOST)
    auth = LineField(N_("Its secret"), most=KEY_MOST)

    def subscription(self) -> Subscription:
        """What was handed over; `Invalid`."""
        return read_subscription(self.endpoint.data or "", self.p256dh.data or "", self.auth.data or "")
