"""Rival theories on the same inputs: pure functions, arrays in, arrays out; nothing here simulates.

Reading order: `case`, `camps`, `landscape`, `balance`, `factions`, `flow`, `nulls`,
`history` (with `history_checks` and `propensity_checks`), `by_year`, `compare` (with `statements` and
`null_statements`).
"""
