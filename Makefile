# Routines for people who work on mic25. CI runs .ci/run, which needs no make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install test lint types docs bench bench-diff ci

install: $(BIN)/mic25

$(BIN)/mic25: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q -e '.[dev]'

test: install
	$(BIN)/pytest

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy

docs: install
	$(BIN)/python docs/build.py

bench: install
	$(BIN)/python bench/startup.py

bench-diff: install
	$(BIN)/python bench/diff.py

ci:
	bash .ci/run
