"""The command line `entente`.

Reading order: `main`, `overrides`, `compose`, `settings`, `ask`, `commands`, `listing`.
Everything heavy is imported inside the commands, so that `--help` is instant.
"""
