"""Hypothesis for the whole suite: no time limit on an example, since machines may be busy."""

from hypothesis import settings

settings.register_profile("entente", deadline=None, print_blob=True)
settings.load_profile("entente")
