"""Experiments on oneself: planned, tossed for, carried out block by block, and what they came to."""
