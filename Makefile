# `make help` lists what there is. PYTHON chooses the interpreter, e.g. PYTHON=python3.13.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
# Material announces its own end of life at each build; CONTRIBUTING.md says what we do about it.
export NO_MKDOCS_2_WARNING := 1
# Tests run on all cores; a sample of their cases, unless --every is among these.
PYTEST_ARGS ?= -n auto --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help site pdf serve test soak fuzz check bench-site clean

help: ## List the targets.
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | awk -F'|' '{printf "  make %-10s %s\n", $$1, $$2}'

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(v < (3, 11) and f"mathbook needs Python 3.11 or newer; $(PYTHON) is {v[0]}.{v[1]}: try make PYTHON=python3.13")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

site: $(INSTALLED) ## Build the site into site/, every warning an error.
	$(BIN)/mkdocs build --strict
	@echo "The site is in site/. To read it: $(BIN)/python -m http.server --bind 127.0.0.1 --directory site 8000"
	@echo "and open http://127.0.0.1:8000/"

pdf: site ## Print the site to book.pdf; needs Chromium.
	$(BIN)/mathbook pdf site book.pdf

serve: $(INSTALLED) ## Preview the site; a saved chapter shows at once.
	$(BIN)/mkdocs serve --livereload

test: $(INSTALLED) ## Run the tests: every block of the book, a sample of the library's and the engine's.
	$(BIN)/pytest $(PYTEST_ARGS)

# Tests that try some of many cases: with MATHBOOK_SOAK each takes all of them (see tests/soak.py).
SOAKED := tests/publishing/cache/test_edits.py tests/publishing/test_killed_builds.py

soak: $(INSTALLED) ## Try by the thousand what the tests try a few times: edits, kills, broken input. Takes hours.
	MATHBOOK_SOAK=1 $(BIN)/pytest -s $(SOAKED)
	$(BIN)/python -m tests.fuzzing.soak formulas $(or $(FORMULAS),100000)
	$(BIN)/python -m tests.fuzzing.soak chapters $(or $(CHAPTERS),10000)

fuzz: $(INSTALLED) ## Look for what breaks the parsers, led by coverage; SECONDS says how long.
	$(BIN)/python -m tests.fuzzing.guided $(or $(SECONDS),3600)

check: $(INSTALLED) ## Format, lint, types, all tests and the strict site: all that CI asks for.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest --every $(PYTEST_ARGS)
	$(BIN)/mkdocs build --strict

bench-site: ## Compare a build's time with other tools'; BENCH_ARGS="--sizes 2 10" chooses. An hour.
	$(PYTHON) benchmarks/site/run.py $(BENCH_ARGS)

clean: ## Remove what the other targets made.
	rm -rf $(VENV) .bench site .mypy_cache .pytest_cache .ruff_cache
