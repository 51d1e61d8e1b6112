"""The one family of exceptions: each message states the rule, the value and the remedy."""

from collections.abc import Sequence

DISTRIBUTION = "entente-sim"
"""Name under which package indexes know this program, as in pyproject.toml."""


class EntenteError(Exception):
    """Base of every error that this package raises on purpose."""


class InputError(EntenteError):
    """What the user asked for cannot be done as written; nothing has run."""


class ScenarioError(InputError):
    """A scenario breaks its rules; `faults` holds one line a fault, all that were found."""

    def __init__(self, source: str, faults: Sequence[str]) -> None:
        self.source = source
        self.faults = tuple(faults)
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__(f"{source}: {count}\n" + "\n".join(f"  {fault}" for fault in faults))


def how_to_install(extra: str) -> str:
    """The command that adds an optional extra, in quotes that every shell understands.

    >>> how_to_install("app")
    'pip install "entente-sim[app]"'
    """
    return f'pip install "{DISTRIBUTION}[{extra}]"'
