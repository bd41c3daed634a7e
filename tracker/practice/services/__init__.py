"""What a practitioner's pages do and tell."""
