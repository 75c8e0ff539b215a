# The words of this house. `make` alone lists them.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.requirements
# Tests go to as many processes as there are cores.
SHARED_OUT := --quiet --numprocesses auto --maxprocesses 4
export HOST ?= 127.0.0.1
export PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help setup run test test-all coverage screenshots check format requirements score bench-engine bench-read bench-search bench-desk clean

help:  ## list these words
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

setup: $(STAMP)  ## make .venv and install what requirements/dev.txt pins
	@:

$(STAMP): requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Groundwell needs Python 3.11 or newer: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what requirements/dev.txt pins (half a minute on a normal network) ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --only-binary :all: --requirement requirements/dev.txt
	@touch $@

run: export DJANGO_SETTINGS_MODULE ?= site_app.settings.local
run: setup  ## serve the site; DEMO=0 starts an empty one, HOST and PORT choose the address
	@$(BIN)/python manage.py prepare
	@exec $(BIN)/gunicorn

test: setup  ## the suite, on the embedded database
	@$(BIN)/pytest $(SHARED_OUT)

test-all: setup  ## the suite on SQLite and on PostgreSQL, with the slow tests and the browser
	@$(BIN)/pytest $(SHARED_OUT) --all -m "not browser"
	@# One browser at a time: beside the server that it asks, one fills two cores.
	@$(BIN)/pytest --all -m browser
	@.ci/postgres $(BIN)/pytest $(SHARED_OUT) --all

coverage: setup  ## which branches of the rooms that keep the promises no test walks
	@$(BIN)/pytest -q --cov=site_app/statements --cov=site_app/vetting --cov=site_app/publication --cov-branch --cov-report=term-missing:skip-covered

score: setup  ## measure the engine on the labelled corpus in ../shared, where it is there
	@$(BIN)/python tools/score.py

bench-engine: setup  ## milliseconds per 1,000 words, and the ratio to plain Markdown rendering
	@$(BIN)/python tools/bench_engine.py

bench-search: setup  ## milliseconds a question over 10,000 documents; .ci/postgres before it for PostgreSQL
	@$(BIN)/python tools/bench_search.py

screenshots: setup  ## pictures of every kind of public page of the running site, into var/screenshots
	@$(BIN)/python tools/screenshots.py --site http://$(HOST):$(PORT)

bench-read: setup  ## requests per second of article, home, topic and search, beside a bare view of the same bytes
	@$(BIN)/python tools/bench_read.py

bench-desk: setup  ## milliseconds from a writer's or vetter's key to the screen, beside a plain request
	@$(BIN)/python tools/bench_desk.py

check: setup  ## lint, format, types, import contracts, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	@# djade reads what git knows and what it would add, never .venv.
	git ls-files -z --cached --others --exclude-standard -- 'templates/*.html' 'templates/*.xml' 'templates/*.txt' | xargs -0 -r $(BIN)/djade --target-version 5.2 --check
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check

format: setup  ## put Python and templates into the one shape
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .
	git ls-files -z --cached --others --exclude-standard -- 'templates/*.html' 'templates/*.xml' 'templates/*.txt' | xargs -0 -r $(BIN)/djade --target-version 5.2 || true

requirements:  ## pin afresh after a change in requirements/*.in
	@tools=$$(mktemp -d) && $(PYTHON) -m venv $$tools && $$tools/bin/python -m pip install -qq uv && \
	for name in base dev; do \
	  $$tools/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-annotate --upgrade requirements/$$name.in --output-file requirements/$$name.txt; \
	done; rm -r $$tools

clean:  ## remove what tools leave behind; never var/
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage htmlcov
	find site_app tests -name __pycache__ -type d -prune -exec rm -rf {} +
