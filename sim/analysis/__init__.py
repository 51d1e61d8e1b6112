"""From stored rows to knowledge: tables in, tables out; nothing here simulates.

Reading order: `intervals`, `shares`, `arms`, `outcomes`, `points`, `postures`, `paths`, `example`, `verdict`.
"""
