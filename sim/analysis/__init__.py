"""From stored rows to knowledge: tables in, tables out; nothing here simulates.

Reading order: what was asked and how tables are described (`study`, `records`), the statistics (`shares`),
the tables of every sweep (`outcomes`, `points`, `postures`, `paths`, `axes`, `example`, `sources`),
all of them together (`summary`) and in words (`changes`, `wording`, `verdict`); then what
only some designs ask for: `claims`, `differences`, `codings`, `response`, `regimes`, `sobol_indices`,
`screening`, `discovery`, `survival`, `theories`.
"""
