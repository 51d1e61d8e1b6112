"""Scenarios: from a file, through one door, to arrays.

Reading order: `quantities`, `kinds`, `parameters`, `document`, `faults`, `primitives`, `sections`, `slots`,
`naming`, `events`, `crises`, `arrays`, `door`, `shipped`, `scenario`.
"""
