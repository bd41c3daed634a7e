"""HTTP helpers that know no feature."""
