"""What patient and practitioner write to each other: notes and answers, proposals, and what to ask next time."""
