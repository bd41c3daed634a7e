"""Practitioners: who they say they are, and the code by which a patient finds them."""
