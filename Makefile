# Installs everything into .venv, from the locked files in requirements/; the second run is instant.
#   make run     open the workbench on the sample specs      make run ARGS=path/to/specs
#   make test    all checks and all tests, as CI runs them   make test PYTEST_ARGS="-k scanner"
# Another Python: make run PYTHON=python3.13

VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
UV ?= uv
ARGS ?= --demo
BENCH_ARGS ?=
PYTEST_ARGS ?=

# The first Python that is new enough, unless PYTHON is set.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && exit; \
	done; echo python3)

.DEFAULT_GOAL := help
.PHONY: help run test lint format bench picture lock clean

help:
	@sed -n 's/^#   //p' Makefile
	@echo "make lint | format | bench | picture | lock | clean"

run: $(VENV)/run.stamp
	@$(BIN)/specui $(ARGS)

test: lint
	$(BIN)/python -m pytest -q -n 4 --dist loadgroup $(PYTEST_ARGS)

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix --quiet
	$(BIN)/ruff format --quiet

picture: $(VENV)/dev.stamp
	$(BIN)/python -m tests.support.picture

bench: $(VENV)/dev.stamp
	$(BIN)/python -m tests.benchmarks $(BENCH_ARGS)

# Writes the locked files again, for every platform, without addresses of package indexes.
LOCK := $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"
lock:
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: python -m pip install uv" >&2; exit 1; }
	$(LOCK) $(LOCK_ARGS) --group build --output-file requirements/run.txt
	$(LOCK) $(LOCK_ARGS) --group dev --constraints requirements/run.txt --output-file requirements/dev.txt

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .rumdl_cache
	find specui tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/venv.stamp:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "specui needs Python 3.11 or newer, and '$(PYTHON)' is not: `"$(PYTHON)" -V 2>&1 | head -n 1`"; echo "Name one that is: make run PYTHON=/path/to/python3.12"; exit 1; } >&2
	@echo "Setting up $(VENV) with `"$(PYTHON)" -V`, once."
	@"$(PYTHON)" -m venv --clear $(VENV)
	@touch $@

# pip compiles what it installs; compiling the checkout too makes the first start 0.3 s instead of 1.5 s.
$(VENV)/run.stamp: $(VENV)/venv.stamp requirements/run.txt pyproject.toml
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q specui
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@
