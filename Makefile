# Undersigned: `make site` builds the archive, `make test` checks the builder.
# Everything is installed into .venv from the hashed lock files; nothing else on the machine is touched,
# but for a Chromium that `make test` may install where it finds none (see tests/chromium.py).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes

.PHONY: site serve demo test check lock clean help

help:            ## say what there is
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST)

site: $(VENV)/site.stamp      ## build site/ from raw/
	@$(BIN)/python -m builder build || [ $$? -eq 3 ]  # 3: done, and some raw files were set aside

serve: $(VENV)/site.stamp     ## build, serve on localhost, rebuild what changes
	$(BIN)/python -m builder serve

demo: $(VENV)/site.stamp      ## serve an archive of 300 fictional filings
	$(BIN)/python -m benchmarks.archive 300 .build/demo/raw
	$(BIN)/python -m builder serve --raw .build/demo/raw --work .build/demo --out .build/demo/site --notice "Every company and person in this archive is invented."

test: $(VENV)/test.stamp      ## all tests, the browser's included
	-$(BIN)/python -m tests.chromium
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: $(VENV)/test.stamp     ## lint and types
	$(BIN)/ruff check builder tests benchmarks
	$(BIN)/ruff format --check builder tests benchmarks
	$(BIN)/mypy

lock: $(VENV)/test.stamp      ## write the lock files anew from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
	  --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
	  --extra build --extra test pyproject.toml -o requirements-test.lock

clean:           ## remove what was built; the next build makes it again
	rm -rf .build site .staging-*

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version.split()[0] + "; set PYTHON=")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/site.stamp: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) -r requirements.lock
	$(BIN)/python -m pip --disable-pip-version-check --quiet install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test.stamp: requirements-test.lock $(VENV)/site.stamp
	$(PIP) -r requirements-test.lock
	@touch $@
