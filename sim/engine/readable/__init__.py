"""The readable engine: Mesa agents whose phases follow docs/MODEL.md line by line.

It is the specification; the compiled engine is judged against it, bit for bit.
Reading order: `model` (the phases of a step, the agents, the random numbers), `weighing`, `terms`.
"""
