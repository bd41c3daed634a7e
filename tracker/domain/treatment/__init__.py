"""Sessions, their details and records, visits written down twice, and medicine."""
