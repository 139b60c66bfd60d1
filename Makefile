# Two commands: `make run` shows the dashboard, `make test` passes the tests.
# Only relative paths and `python -m`, so that a folder with spaces in its name works.
PORT ?= 8501
PYTHON = .venv/bin/python

.PHONY: help run test check format build bench clean
.DEFAULT_GOAL := help

help:
	@echo "make run     set up, build the starter edition if needed, show the dashboard"
	@echo "make test    set up and pass the tests, in a real browser too"
	@echo "make build   build the starter edition anew"
	@echo "make check   format, lint, types, import contracts, SQL lint"
	@echo "make bench   measure, and write docs/benchmarks.md (ONLY=\"map plan\": some of it)"
	@echo "make format  lay out Python code"
	@echo "make clean   remove the environment and caches; never the data"

run: .venv/.installed
	@$(PYTHON) -m geodata build --if-needed
	@$(PYTHON) -m dashboard --port $(PORT)

build: .venv/.installed
	@$(PYTHON) -m geodata build

test: .venv/.installed-tests
	@$(PYTHON) tests/find_browser.py
	@$(PYTHON) -m pytest -n auto --maxprocesses 4 --dist loadfile

check: .venv/.installed-tests
	$(PYTHON) -m ruff format --check geodata queries dashboard tests
	$(PYTHON) -m ruff check geodata queries dashboard tests
	$(PYTHON) -m mypy
	$(PYTHON) -c "import sys; from importlinter.cli import lint_imports_command as lint; sys.argv[0] = 'lint-imports'; lint()"
	$(PYTHON) -m sqlfluff lint --disable-progress-bar queries

format: .venv/.installed-tests
	$(PYTHON) -m ruff format geodata queries dashboard tests
	$(PYTHON) -m ruff check --fix-only geodata queries dashboard tests

bench: .venv/.installed-tests
	@$(PYTHON) -m tests.bench $(ONLY)

.venv/.made:
	@sh .ci/make_environment.sh

.venv/.installed: .venv/.made requirements.txt
	@echo "Installing what the program needs (a minute or two, once) ..."
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements.txt \
	  || { echo "Could not install. Is the package index reachable? Then run make again." >&2; exit 2; }
	@touch .venv/.installed

.venv/.installed-tests: .venv/.installed tests/requirements.txt
	@echo "Installing what the tests need (a minute, once) ..."
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt \
	  || { echo "Could not install. Is the package index reachable? Then run make again." >&2; exit 2; }
	@touch .venv/.installed-tests

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
