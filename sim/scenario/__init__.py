"""Scenarios: from a file, through one door, to arrays.

Reading order: `quantities`, `door` (with `primitives`, `sections`, `events`), `slots`, `arrays`, `scenario`.
"""
