"""The compiled engine: blocks of runs side by side, the same bits as the readable engine.

Reading order: `layout` and `tables` (a task as plain arrays), `compile` and
`leaves` (the theory's own functions, compiled), `phases` (one step), `summary`
(what is kept of a run), `kernel` (a slice of runs), `run` (threads).
"""
