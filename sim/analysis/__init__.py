"""From stored rows to knowledge: tables in, tables out; nothing here simulates.

Reading order: `intervals`, `shares`, `study`, `outcomes`, `points`, `postures`, `paths`, `example`,
`summary`, `wording`, `verdict`.
"""
