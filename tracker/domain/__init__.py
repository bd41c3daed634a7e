"""The rules a clinician could read: pure functions on plain values, standard library only.

A rule raises only what its docstring names, and one that names no source is our own. Facts that are tables lie in
`tables/`, read by `values/tables.py`.
"""
