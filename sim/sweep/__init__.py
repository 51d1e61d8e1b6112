"""Sweeps: design, plan, run, store, resume, verify.

Reading order: `axes`, `designs`, `plausible`, `request`, `plan`, `work`, `rows`, `chunkfile`, `folder`,
`runner`, `results`.
A sweep never knows the theory: it draws points, hands them to an engine and keeps the rows.
"""
