# make run: install, train, serve.   make test: install what tests need, and test.
VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
UI := builder-ui/dist/widget.js
UI_SOURCES := $(shell find builder-ui/widget builder-ui/app builder-ui/*.mjs builder-ui/*.ts builder-ui/package-lock.json -type f 2>/dev/null)

.PHONY: run test check ui bench e2e oracles wheel clean

run: $(VENV)/.installed $(UI)
	$(BIN)/talkwright encoder fetch --if-missing --quiet && $(BIN)/talkwright train && $(BIN)/talkwright run

test: $(VENV)/.installed-dev $(UI)
	$(BIN)/talkwright encoder fetch --all --if-missing --quiet
	$(BIN)/python tests/browser.py && env -u PYTHONDONTWRITEBYTECODE $(BIN)/pytest -n auto --dist loadfile

check: $(VENV)/.installed-dev $(UI)
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports
	cd builder-ui && npm run --silent check

ui:
	@cd builder-ui && { [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --silent; } && npm run --silent build

bench: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.all $(if $(DATA),--data $(DATA))

e2e: $(VENV)/.installed-dev
	$(BIN)/pytest -m long

oracles: $(VENV)/.installed-dev
	@$(BIN)/python -m benchmarks.oracles "$(or $(ORACLES),$(error Say where: make oracles ORACLES=DIR BOTS=DIR))" "$(or $(BOTS),$(error Say where: make oracles ORACLES=DIR BOTS=DIR))"

wheel: $(VENV)/.installed-dev ui
	rm -rf dist && $(BIN)/python -m build --sdist --wheel

clean:
	rm -rf $(VENV) dist build builder-ui/dist builder-ui/node_modules models .talkwright .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Talkwright needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Say which: make run PYTHON=python3.12")' && $(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[encoder]' && touch $@

$(VENV)/.installed-dev: $(VENV)/bin/python pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]' && touch $@ $(VENV)/.installed

# What a browser gets. Where it cannot be built the server runs all the same, without its pages.
$(UI): $(UI_SOURCES)
	@$(MAKE) --no-print-directory ui || echo "The chat page is not built: that needs Node 20 or newer, with npm. All else works." >&2
