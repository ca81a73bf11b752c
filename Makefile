# Routines for people who work on mic25. CI runs .ci/run, which needs no make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install quick fast test others fuzz lint types docs bench bench-startup bench-stores bench-diff bench-charts bench-hostile ci

install: $(BIN)/mic25

$(BIN)/mic25: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q -e '.[dev]'

# Lint, types and every test that is not marked slow, beside one another: the loop while one works.
quick: install
	@$(MAKE) --no-print-directory -j 2 lint types fast

fast: install
	$(BIN)/pytest -n 2 -m "not slow and not others"

# Every test but those marked others.
test: install
	$(BIN)/pytest -n auto

# The tests that take longer, or have processes of their own: the program itself, shells, a pager,
# strace, a browser, a JVM, an office, a build. They are skipped where other programs are missing,
# and fail where INTEROP_TOOLS says that they are there.
others: install
	$(BIN)/pytest -n auto -m others

fuzz: install
	FUZZ=$(or $(FUZZ),40) $(BIN)/pytest -n auto -m "" tests/cli/test_fuzz.py tests/cli/test_kills.py \
		tests/cli/test_digital_decade.py tests/cli/test_init.py tests/cli/test_warm_and_cold.py \
		tests/cli/test_states.py tests/cli/test_round_trips.py \
		tests/calc/test_search.py tests/edit/test_canonical.py
	FUZZ=$(or $(FUZZ),40) $(BIN)/pytest -n auto -m hypothesis

# Longer subjects of commits that no remote has are only named: nothing fails for them.
lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@git log -n 20 --format='%h %s' HEAD --not --remotes 2>/dev/null | awk 'length($$0) - index($$0, " ") > 60 \
		{print "warning: the subject of this commit has more than 60 characters: " $$0}'

types: install
	$(BIN)/mypy

docs: install
	$(BIN)/python docs/build.py

# Against other programs, which it installs (node and npm are needed): writes docs/performance.md.
bench: install
	$(BIN)/python bench/performance.py $(RUNS)

bench-startup: install
	$(BIN)/python bench/startup.py

bench-stores: install
	$(BIN)/python bench/stores.py

bench-diff: install
	$(BIN)/python bench/diff.py

bench-charts: install
	$(BIN)/python bench/charts.py

bench-hostile: install
	$(BIN)/python bench/hostile.py

ci:
	bash .ci/run
