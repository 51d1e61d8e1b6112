"""The report of a sweep: tables, figures and one page that opens offline; `sim.open_sweep` is its door.

Reading order: what a sweep is in Python's hands (`opened`), its tables (`tables`), what only some sweeps have
(`sections`), tables in words (`shown`), how a result was made (`provenance`), the page (`prose`, `page`), and
all of it as files (`latex`, `write`).
"""
