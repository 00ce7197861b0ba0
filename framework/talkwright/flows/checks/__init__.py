"""The checks of flows, a file for each thing they look at; ``flows.check`` runs them all.

A check is a function of a ``Subject`` that reports problems, most of them of one code. A new check is one function, one
row in its file's ``CHECKS``, one section in docs/checks.md and one test.
"""
