"""`python -m tracker` from a checkout is the same as `tracker` once installed."""

from tracker.cli import main

main()
