"""Does the worst to the running app and counts what is left: `python -m scripts.torture [NAME ...]`."""
