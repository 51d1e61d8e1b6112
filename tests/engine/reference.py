"""Recipe of tests/engine/reference.json: a few runs of the readable engine, as fingerprints.

Regenerate only when the theory, the random numbers or a shipped scenario changes on purpose:
`python -m tests.engine.reference` from the top of the checkout.
"""

import json
from hashlib import sha256
from pathlib import Path

from sim.engine.run import Run
from sim.engine.simulate import simulate

PATH = Path(__file__).with_name("reference.json")
RUNS = [("essay", 0, 0), ("essay", 0, 1), ("essay", 2012, 7), ("toy_pair", 0, 0), ("toy_triad", 1, 2)]


def fingerprint(run: Run) -> dict[str, object]:
    """Hashes of the histories (little-endian bytes), and the postures at the end, to be read by people."""
    return {
        "postures": sha256(run.postures.tobytes()).hexdigest(),
        "salience": sha256(run.salience.astype("<f8").tobytes()).hexdigest(),
        "last": run.postures[-1].tolist(),
    }


def name_of(scenario: str, seed: int, replicate: int) -> str:
    return f"{scenario} seed {seed} replicate {replicate}"


if __name__ == "__main__":
    found = {
        name_of(*run): fingerprint(simulate(run[0], seed=run[1], replicate=run[2], engine="mesa"))
        for run in RUNS
    }
    PATH.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
