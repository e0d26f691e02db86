# Two commands for everybody: make run, make test. Both set themselves up.

PYTHON ?= python3
BIN := .venv/bin
LOCK := requirements
# One more than there are processors: some tests wait for a process or a telephone.
WORKERS := $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

.PHONY: run test check bench evaluate lock format clean

run: .venv/run.stamp
	@$(BIN)/companion start

test: .venv/test.stamp
	@$(BIN)/python tests/prepare.py
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

check: .venv/test.stamp
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/companion db check
	$(BIN)/pip-audit --requirement $(LOCK)/test.lock --disable-pip --require-hashes --progress-spinner off

# Measures the service beside its rivals; one part of it: make bench ARGS=locales
bench: .venv/test.stamp
	@$(BIN)/python -m benchmarks $(ARGS)

# Measures triage on labelled messages: make evaluate FILE=messages.jsonl
evaluate: .venv/run.stamp
	@$(BIN)/companion evaluate $(FILE) --report docs/triage.md

format: .venv/test.stamp
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

# Needs uv on the PATH; the locks carry hashes and no index address.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --upgrade --extra build --custom-compile-command "make lock" -o $(LOCK)/run.lock pyproject.toml
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --extra build --extra test --constraint $(LOCK)/run.lock \
	    --custom-compile-command "make lock" -o $(LOCK)/test.lock pyproject.toml
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --upgrade --custom-compile-command "make lock" -o $(LOCK)/aiogram.lock $(LOCK)/aiogram.in
	npm update --silent --package-lock-only --prefix tests/foreign

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or later is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv

.venv/run.stamp: $(LOCK)/run.lock pyproject.toml | .venv/bin/python
	@test -f .venv/test.stamp || $(BIN)/python -m pip install --quiet --require-hashes -r $(LOCK)/run.lock
	@test ! -f .venv/test.stamp || $(MAKE) --no-print-directory .venv/test.stamp
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --no-index -e .
	@$(BIN)/python -m messages.lexicons
	@touch $@

.venv/test.stamp: $(LOCK)/test.lock pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r $(LOCK)/test.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --no-index -e .
	@$(BIN)/python -m messages.lexicons
	@touch $@

clean:
	rm -rf .venv .demo .play .mypy_cache .ruff_cache .pytest_cache .hypothesis tests/foreign/node_modules *.egg-info
