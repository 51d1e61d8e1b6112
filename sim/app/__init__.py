"""The classroom page: what a student sees, plays with and is told."""
