"""What is said beside the published averages."""

from tracker.wording.language import N_, Words, told

GROUPS = Words(
    {
        "tu2024_acupuncture": N_("Leg pain with acupuncture, 10 sessions in 4 weeks (trial, Tu 2024)"),
        "tu2024_sham": N_("Leg pain with sham needles, 10 sessions in 4 weeks (trial, Tu 2024)"),
        "costa2012_persistent_lbp": N_("Low back pain that had lasted, followed for a year (many studies, Costa 2012)"),
    }
)


def reference_caption() -> str:
    return told(
        N_(
            "Average of a trial group, not a prediction for you. The last line is the average of people with low "
            "back pain in many studies, not of leg pain. Only the marked points were published; nothing in between "
            "is known. The studies measured on a line of 100 millimetres; we divided by 10 to draw it here, which "
            "is only roughly the same as a score from 0 to 10. The starting value of 6.0 comes from a second-hand "
            "report."
        ),
        N_(
            "Average of a trial group, not a prediction for the patient. The last line is the average of people "
            "with low back pain in many studies, not of leg pain. Only the marked points were published; nothing in "
            "between is known. The studies measured on a line of 100 millimetres; we divided by 10 to draw it here, "
            "which is only roughly the same as a score from 0 to 10. The starting value of 6.0 comes from a "
            "second-hand report."
        ),
    )
