# Everything a newcomer needs: `make run`. `make help` lists the rest.

VENV ?= .venv
PORT ?= 8501
ADDRESS ?= localhost
JOBS ?= 2
ARGS ?=
GOLD ?=
EDIT := $(if $(filter localhost 127.0.0.1 ::1,$(ADDRESS)),--edit)
GAZETTEER := $(or $(DATELINE_GAZETTEER),$(CURDIR)/var/gazetteer)
export DATELINE_SOURCES ?= ../shared/data

PY := $(VENV)/bin/python
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
PIP := $(PY) -m pip install --quiet --quiet --disable-pip-version-check --no-input

.PHONY: help run test check lint format bench evaluate train install install-dev browser clean

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: install ## Make everything ready and open the dashboard (PORT=8501 ADDRESS=localhost)
	@DATELINE_STORE="$${DATELINE_STORE:-$(CURDIR)/var/store.sqlite}" \
	 DATELINE_GAZETTEER="$(GAZETTEER)" \
	 exec $(PY) -m geo serve --seeds seeds --port $(PORT) --address $(ADDRESS) $(EDIT) $(ARGS)

test: install-dev browser lint ## Check the code, then run every test, those in a browser too
	@if command -v chromium >/dev/null; then left_out=; else left_out='not browser'; fi; \
	 export DATELINE_TEST_CACHE="$${DATELINE_TEST_CACHE:-$(GAZETTEER)}"; set -x; \
	 $(PY) -m pytest -n $(JOBS) --dist loadfile -m "$$left_out" $(ARGS)

lint: install-dev ## Check style, types and which way imports go
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

format: install-dev ## Put the code into the house's form
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: install-dev ## Measure what is claimed about speed
	@$(PIP) --editable '.[bench]' || echo "The peers can't be installed: the pipeline is measured without them" >&2
	@for script in benchmarks/[a-z]*.py; do echo "== $$script"; PYTHONPATH=. DATELINE_GAZETTEER="$(GAZETTEER)" $(PY) $$script $(ARGS) || exit 1; done

evaluate: install ## Measure the geoparser against annotated articles (those in DATELINE_SOURCES, or GOLD="a.jsonl b.jsonl.gz")
	@if [ -n "$(GOLD)" ]; then DATELINE_GAZETTEER="$(GAZETTEER)" $(PY) -m geo evaluate $(GOLD) --html build/worst.html $(ARGS); \
	else DATELINE_GAZETTEER="$(GAZETTEER)" $(PY) scripts/report_accuracy.py $(ARGS); fi

train: install-dev ## Fit all weights anew from the annotated articles in DATELINE_SOURCES
	@$(PIP) --editable '.[train]'
	@DATELINE_GAZETTEER="$(GAZETTEER)" $(PY) -m geo gazetteer build
	@for step in recogniser roles resolver confidence; do \
	  $(PY) scripts/train_$$step.py --sources "$(DATELINE_SOURCES)" --gazetteer "$(GAZETTEER)" || exit 1; done

clean: ## Take away all that was made, but for the store in var/
	rm -rf $(VENV) build dist static *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -rf var/gazetteer
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

install: $(READY)
install-dev: $(READY_DEV)

# Python 3.11 or newer, wherever it is; a name that answers is not enough (version managers leave stubs).
$(PY):
	@for python in "$$PYTHON" python3 python3.14 python3.13 python3.12 python3.11; do \
	  if [ -n "$$python" ] && "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then echo "Dateline needs Python 3.11 or newer: install it, or name it with PYTHON=/path/to/python3" >&2; exit 1; fi; \
	echo "Making the environment in $(VENV) with $$found"; \
	"$$found" -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing: install it (Debian: apt-get install python3-venv)" >&2; exit 1; }

$(READY): requirements.txt pyproject.toml | $(PY)
	@echo "Installing the packages (a minute or two, the first time only)"
	@$(PIP) -r requirements.txt
	@$(PIP) --no-deps --editable .
	@touch $@

$(READY_DEV): $(READY)
	@echo "Installing the tools that check the code"
	@$(PIP) --editable '.[dev]'
	@touch $@

browser:
	@sh scripts/find_chromium.sh
