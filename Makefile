# Needs Python >= 3.11 and make; everything else is set up in .venv.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
STAMP := .venv/.set-up

.DEFAULT_GOAL := help
.PHONY: help setup run test lint bench format lock

help: ## list the commands
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | while IFS="$$(printf '\t')" read -r name text; do \
		printf '  make %-8s %s\n' "$$name" "$$text"; done

setup: $(STAMP) ## set up .venv from the hash-pinned requirements; leaves .venv/bin/anju

$(STAMP): pyproject.toml requirements/dev.txt
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更新版本 / Python 3.11 or newer is needed"; exit 1; }
	@set -e; if command -v uv >/dev/null 2>&1; then \
		test -x $(BIN)/python || uv venv --quiet --python $(PYTHON) .venv; \
		uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/dev.txt; \
		uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .; \
	else \
		test -x $(BIN)/pip || $(PYTHON) -m venv .venv; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .; \
	fi
	@touch $(STAMP)

run: $(STAMP) ## open what there is (until the web application stands: the command line, shown by example)
	@$(BIN)/anju about

test: $(STAMP) ## lint, types, packs, all tests; skips nothing
	@$(BIN)/ruff check --quiet backend tests
	@$(BIN)/ruff format --quiet --check backend tests
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/anju policy check
	@$(BIN)/python -m pytest

lint: $(STAMP) ## ruff and mypy (strict)
	@$(BIN)/ruff check backend tests
	@$(BIN)/ruff format --check backend tests
	@$(BIN)/mypy

format: $(STAMP) ## lay out the source
	@$(BIN)/ruff check --fix backend tests
	@$(BIN)/ruff format backend tests

bench: $(STAMP) ## measure: ratios in one run, beside a bare loop
	@$(BIN)/python -m tests.bench

lock: ## pin the requirements anew (needs uv)
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--no-annotate pyproject.toml -o requirements/run.txt
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--no-annotate --extra dev pyproject.toml -o requirements/dev.txt
