"""What published averages say in the pain chart."""

from typing import Final

from tracker.wording.language import N_

IN_KEY: Final = N_("published: %(group)s")
BEGIN: Final = N_("The published averages begin at session 1, %(day)s. Choose days that include it to see them.")
BESIDE: Final = N_("%(group)s %(score)s")
# What stands beside a mark.
NAMES: Final = {
    "tu2024_acupuncture": N_("acupuncture"),
    "tu2024_sham": N_("sham"),
    "costa2012_persistent_lbp": N_("back pain"),
}
CAPTION: Final = N_("Published averages, all the points there are")
HEADER: Final = (N_("Group"), N_("Weeks since the start"), N_("Score"), N_("Source"))
