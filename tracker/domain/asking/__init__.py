"""A question in plain words, answered by statements that are there: ranked by words, warning signs apart and first."""
