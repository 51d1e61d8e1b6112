"""Two engines for one theory: readable Mesa agents, and a compiled kernel that gives the same bits.

Reading order: `readable`, `derive`, `simulate`, `points`, `run`, `outcome`, then `batch`.
"""
