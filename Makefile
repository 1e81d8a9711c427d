# Two commands, from a fresh clone with nothing but make and Python 3.11 or later:
#   make demo    builds, checks and signs the sample documents into out/
#   make test    runs the whole test-suite
# `make check` runs everything that .ci/run does.

VENV := .venv
BIN := $(VENV)/bin
CHECKS := lint types layers docs wheel

.DEFAULT_GOAL := help
.PHONY: help demo test check format clean $(CHECKS)

help:
	@sed -n '1,4s/^# \{0,1\}//p' Makefile
	@echo "other targets: check format clean $(CHECKS)"

# The first interpreter that is recent enough; PYTHON=… chooses another one.
$(BIN)/python:
	@set -e; \
	for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "creating $(VENV) with $$("$$python" --version)"; \
	    "$$python" -m venv $(VENV); exit 0; \
	  fi; \
	done; \
	echo "santedoc needs Python 3.11 or later, and none was found on PATH." >&2; \
	echo "Install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12" >&2; \
	exit 1

# One stamp for each set of dependencies: a second run has nothing to install.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-test: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $(VENV)/.installed $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(VENV)/.installed $(VENV)/.installed-test $@

demo: $(VENV)/.installed
	$(BIN)/santedoc demo out

test: $(VENV)/.installed-test
	$(BIN)/python -m pytest

check: test $(CHECKS)

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

layers: $(VENV)/.installed-dev
	$(BIN)/lint-imports

docs: $(VENV)/.installed-dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --site-dir build/site

# The wheel is built, installed alone in a new environment, and asked for its models from elsewhere.
wheel: $(VENV)/.installed-dev
	rm -rf build/wheel && mkdir -p build/wheel
	$(BIN)/python -m build --wheel --outdir build/wheel .
	$(BIN)/python -m venv build/wheel/env
	build/wheel/env/bin/python -m pip install --quiet --disable-pip-version-check build/wheel/*.whl
	cd build/wheel && env/bin/python -I -c 'import santedoc; print(santedoc.__file__)'
	cd build/wheel && env/bin/santedoc models

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

clean:
	rm -rf build out site
