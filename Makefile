# The commands of this house. Nothing but python3 (3.11 or newer, with venv and pip) and make is needed.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
RUN_STAMP := .venv/.run-$(shell cat requirements/run.txt pyproject.toml 2>/dev/null | cksum | cut -d' ' -f1)
DEV_STAMP := .venv/.dev-$(shell cat requirements/dev.txt pyproject.toml 2>/dev/null | cksum | cut -d' ' -f1)
export UV_PYTHON_DOWNLOADS := never
export UV_LINK_MODE ?= hardlink
# What Python compiles is kept, also where it is told not to: else each of the hundreds of programs that the tests start compiles
# Django anew, which takes longer than what it is started for.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run install test check browser bench lock words clean

run: $(RUN_STAMP)
	@exec $(BIN)/tegenwind serve

install: $(DEV_STAMP)

test: $(DEV_STAMP)
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not browser" $(TESTS)

browser: $(DEV_STAMP)
	$(BIN)/python -m pytest -n 2 -m browser $(TESTS)

check: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit -q -c pyproject.toml -r src
	git ls-files -z -- 'src/*.html' ':!src/tegenwind/report' | xargs -0 $(BIN)/djade --check --target-version 5.2
	$(BIN)/python -m tests.tools.translations --check
	$(BIN)/tegenwind pack check packs/*
	$(BIN)/tegenwind check

bench: $(DEV_STAMP)
	$(BIN)/python -m bench

# Locks are requirement files with hashes: they carry no address, so they work behind any mirror (docs/decisions/0002).
lock: $(UV)
	$(UV) pip compile -q --universal --generate-hashes --python-version 3.11 --no-header pyproject.toml -o requirements/run.txt
	$(UV) pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --group dev pyproject.toml -o requirements/dev.txt

# Gathers what the pages say into the catalogue and compiles it.
words: $(DEV_STAMP)
	$(BIN)/python -m tests.tools.translations --update

clean:
	rm -rf .venv build dist

$(UV):
	$(PYTHON) -c 'import sys; sys.exit("Tegenwind needs python3 3.11 or newer; this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.8"

$(RUN_STAMP): $(UV)
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/run.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-deps -e .
	@rm -f .venv/.run-*; touch $@

$(DEV_STAMP): $(UV)
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-deps -e .
	@rm -f .venv/.run-* .venv/.dev-*; touch $@ $(RUN_STAMP)
