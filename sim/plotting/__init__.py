"""Figures: each a function from a table to matplotlib `Axes`, one a file, all in one style.

Reading order: `style`, `canvas`, then any `*_figure`, `plates`, `gallery`.
"""
