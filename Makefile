# Two commands on a fresh machine (Python 3.11+ and make):
#   make demo   sets up and runs the main job on the shipped example
#   make test   sets up and runs the whole test suite
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: demo test lint requirements clean

# The environment is made anew only when the pinned requirements changed. They are complete, hence --no-deps:
# pip would otherwise look at the newest release of what somebody asks for with an extra, and miss its hash.
$(VENV)/.run: requirements/run.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/build.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/test.txt
	touch $@

demo: $(VENV)/.run
	$(BIN)/levier demo

test: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python -m pytest

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy

# Pin again after a change in pyproject.toml (needs pip-tools in the PATH).
PIN = pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
      --no-emit-index-url --no-emit-trusted-host --no-emit-find-links
requirements:
	$(PIN) --extra test -o requirements/test.txt pyproject.toml
	$(PIN) -c requirements/test.txt -o requirements/run.txt pyproject.toml
	$(PIN) -c requirements/test.txt -o requirements/build.txt requirements/build.in

clean:
	rm -rf $(VENV) levier-data
