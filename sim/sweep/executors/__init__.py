"""Executors: who does the jobs of a sweep. All give the same bytes."""
