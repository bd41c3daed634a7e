"""The log of what happens to accounts and to the server, and the list of what must never come back."""
