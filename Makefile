# `make help` lists what there is. PYTHON chooses the interpreter, e.g. PYTHON=python3.13.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
# Material announces its own end of life at each build; CONTRIBUTING.md says what we do about it.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help site pdf serve test soak fuzz check clean

help: ## List the targets.
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1|/' | awk -F'|' '{printf "  make %-8s %s\n", $$1, $$2}'

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

test: $(INSTALLED) ## Run the tests: the library's, the engine's, and every block of the book.
	$(BIN)/pytest $(PYTEST_ARGS)

soak: $(INSTALLED) ## Break 10,000 chapters and 100,000 formulas, and see that each gets its verdict.
	$(BIN)/python -m tests.fuzzing.soak formulas $(or $(FORMULAS),100000)
	$(BIN)/python -m tests.fuzzing.soak chapters $(or $(CHAPTERS),10000)

fuzz: $(INSTALLED) ## Look for what breaks the parsers, led by coverage; SECONDS says how long.
	$(BIN)/python -m tests.fuzzing.guided $(or $(SECONDS),3600)

check: $(INSTALLED) ## Format, lint, types, tests and the strict site: all that CI asks for.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest $(PYTEST_ARGS)
	$(BIN)/mkdocs build --strict

clean: ## Remove what the other targets made.
	rm -rf $(VENV) site .mypy_cache .pytest_cache .ruff_cache
