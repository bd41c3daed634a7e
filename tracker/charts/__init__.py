"""Charts: what was recorded, as figures, drawings, tables and sentences that all say the same."""
