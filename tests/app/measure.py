"""What a process holds and how long it has worked, from /proc (Linux)."""

import asyncio
import os
from pathlib import Path


def memory(pid: int, what: str = "VmRSS") -> float:
    """MB that a process holds, or held at most (`VmHWM`)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.split(f"{what}:")[1].split()[0]) / 1000


def busy(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def settled(pid: int, patience: int = 60) -> float:
    """MB that a process holds once it no longer grows: a server that starts loads the compiled engine."""
    before = 0.0
    for _ in range(patience):
        now = memory(pid)
        if before and now - before < 1.0:
            return now
        before = now
        await asyncio.sleep(3)
    return before
