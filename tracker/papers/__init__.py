"""Records as papers to hand over: the report of a range, the brief and the letter as PDF."""
