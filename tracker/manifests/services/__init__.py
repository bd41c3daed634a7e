"""Makes the files of a SMART Health Link, encrypts them, and keeps them until they are fetched."""
