"""Shards: a fixed part of a sweep's chunks, for one element of an array job."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sim.errors import InputError
from sim.scenario.primitives import shown
from sim.sweep.plan import Chunk

FORM = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")


@dataclass(frozen=True, kw_only=True)
class Shard:
    """Part `number` of `count`, counted from 1."""

    number: int
    count: int

    @property
    def lock_name(self) -> str:
        """Name of the file that this shard locks."""
        return f".lock-{self.number}-of-{self.count}"

    def part(self, chunks: Sequence[Chunk]) -> list[Chunk]:
        """Every `count`-th chunk: shards are of equal size and take turns along the design."""
        return list(chunks[self.number - 1 :: self.count])

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"


def read_shard(raw: object) -> Shard | None:
    """A shard from text such as `3/100`; None stays None. Raises InputError.

    >>> str(read_shard("3/100"))
    '3/100'
    """
    if raw is None:
        return None
    match = FORM.fullmatch(str(raw))
    if not match or not 1 <= int(match[1]) <= int(match[2]):
        raise InputError(f"`shard` must be K/N with 1 <= K <= N, as in shard=3/100, got {shown(raw)}")
    return Shard(number=int(match[1]), count=int(match[2]))
