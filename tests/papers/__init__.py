"""PDFs of a record."""
