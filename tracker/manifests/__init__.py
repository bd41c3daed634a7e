"""What whoever holds a SMART Health Link fetches: the manifest, and the encrypted files that it names."""
