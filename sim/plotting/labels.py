"""Placing labels beside each other."""

from collections.abc import Sequence


def spread_apart(wanted: Sequence[float], room: float, low: float, high: float) -> list[float]:
    """Places near the wanted ones, at least `room` apart where the space between `low` and `high` allows.

    >>> [round(place, 2) for place in spread_apart([0.5, 0.52, 0.1], 0.1, 0.0, 1.0)]
    [0.46, 0.56, 0.1]
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    if not order:
        return []
    room = min(room, (high - low) / max(1, len(order) - 1))
    # Blocks of labels that touch: [sum of centres wanted, members]; merged until none overlap.
    blocks: list[list[int]] = []
    for index in order:
        blocks.append([index])
        while (
            len(blocks) > 1
            and _start(blocks[-1], wanted, room, low, high) < _end(blocks[-2], wanted, room, low, high) + room
        ):
            tail = blocks.pop()
            blocks[-1] += tail
    places = [0.0] * len(order)
    for block in blocks:
        start = _start(block, wanted, room, low, high)
        for rank, index in enumerate(block):
            places[index] = start + rank * room
    return places


def _start(block: list[int], wanted: Sequence[float], room: float, low: float, high: float) -> float:
    length = (len(block) - 1) * room
    centre = sum(wanted[index] for index in block) / len(block)
    return min(max(centre - length / 2.0, low), high - length)


def _end(block: list[int], wanted: Sequence[float], room: float, low: float, high: float) -> float:
    return _start(block, wanted, room, low, high) + (len(block) - 1) * room
