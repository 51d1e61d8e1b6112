"""Hydra's multirun for sweeps: one table of points instead of one job a point.

Hydra finds this package by the name of the folder above it, which must have no `__init__.py`.
"""
