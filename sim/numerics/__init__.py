"""Arithmetic and random numbers that give the same bits everywhere.

Every function here is built from additions, subtractions, multiplications,
divisions, square roots, comparisons and bit operations alone. IEEE 754 fixes
the result of each to the last bit, so the readable engine (NumPy arrays) and
the compiled engine (scalars and vectors) agree on every processor.

Reading order: `types`, `elementary`, `normal`, `philox`, `streams`.
"""
