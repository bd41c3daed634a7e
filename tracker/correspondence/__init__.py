"""What patient and practitioner write to each other: review notes, changes of plan proposed, questions to ask."""
