# Every recipe sets up what it needs: a fresh clone needs git, make and some Python 3.12 or newer.
#
#   make run ARGS="experiment=headline replicates=4"     options for the command behind a recipe
#   make PYTHON=/path/to/python3.12 run                  build .venv with this Python

.DEFAULT_GOAL := help
SHELL := /bin/sh
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest -q -n 2
ARGS ?=

# What `make test` leaves out, and what `make test-slow` therefore runs: together every test, none twice.
QUICK := not slow and not browser and not faults
SLOW := slow or browser or faults

# A PYTHON that merely stands in the environment is not a wish about this project.
ifeq ($(origin PYTHON),command line)
NAMED_PYTHON := "$(PYTHON)"
endif

.PHONY: help setup run test test-slow test-all test-lowest lint format bench docs gallery pictures screenshots wheel lock clean distclean

help: ## list the recipes
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' Makefile

setup: ## make .venv from the pinned list; at once when nothing has changed
	@sh scripts/setup $(NAMED_PYTHON)

run: setup ## the main job: does a stable bloc ever form? (ARGS="..." as for `entente run`)
	@$(BIN)/entente run $(ARGS)

test: setup ## the quick tests and every doctest, in minutes
	$(PYTEST) -m "$(QUICK)" $(ARGS)

test-slow: setup ## only what `make test` leaves out: statistics, faults, a real browser
	$(PYTEST) -rs -m "$(SLOW)" $(ARGS)

test-all: test test-slow ## every test, each once: `test`, then `test-slow`

test-lowest: setup ## the quick tests on the lowest versions of libraries that pyproject.toml allows
	@sh scripts/lowest
	.venv.lowest/bin/python -m pytest -q -n 2 -m "$(QUICK)" $(ARGS)

lint: setup ## ruff, its formatting, and strict types, for Windows and macOS too
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(wildcard *.py sim hydra_plugins scripts tests benchmarks/*.py)
	$(BIN)/mypy --platform win32 sim
	$(BIN)/mypy --platform darwin sim

format: setup ## let ruff mend order and layout
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup ## measure speed (benchmarks/); results to outputs/bench/
	@mkdir -p outputs/bench
	$(BIN)/python -m pytest -q -p no:xdist --benchmark-only \
		--benchmark-json=outputs/bench/benchmark.json benchmarks $(ARGS)

docs: setup ## build the documentation site, strictly, into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict $(ARGS)

gallery: setup ## write docs/gallery.md anew from the experiments it shows (ARGS=folders of sweeps to take)
	$(BIN)/python -m scripts.gallery $(ARGS)

pictures: setup ## draw anew the pictures that tests compare figures with; look at what git says has changed
	REDRAW=1 $(BIN)/python -m pytest -q tests/plotting/test_pictures.py

screenshots: setup ## take the pictures of the page that README.md and docs/app.md show anew (needs Chromium)
	$(BIN)/python -m scripts.screenshots

wheel: setup ## build the wheel and try it in an empty environment, away from the checkout
	@sh scripts/check-wheel

lock: setup ## write the pinned lists anew from pyproject.toml (ARGS=--upgrade for newer versions)
	@sh scripts/lock $(ARGS)

clean: ## remove caches and build products; keep .venv and outputs
	rm -rf build dist site .benchmarks .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name '.venv*' -prune -o -type d -name __pycache__ -exec rm -rf {} +

distclean: clean ## remove .venv as well
	rm -rf .venv .venv.old .venv.lock .venv.lowest
