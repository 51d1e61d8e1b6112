"""The compiled engine: blocks of runs side by side, the same bits as the readable engine.

Reading order: `layout` and `tables` (a task as plain arrays), `lanes` (working
memory), `compile`, `cache` and `leaves` (the theory's own functions, compiled),
`phases` and `record` (one step), `kernel` (a slice of runs), `plan` and `slices`
(a batch over threads).
"""
