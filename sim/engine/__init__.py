"""Two engines for one theory: readable Mesa agents, and a compiled kernel that gives the same bits.

Reading order: `derive`, `readable`, `rows`, `points`, `checks`, `memory`, `simulate`, `run`, `interests`,
then `batch`.
"""
