# `make demo` and `make test` need nothing but Python 3.11 or newer: the environment is made in .venv the first time,
# and renewed when pyproject.toml or constraints.txt changes.

PYTHON ?= python3
SAMPLE ?= $(firstword $(sort $(wildcard examples/*.txt)))
VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready

# Empty where $(PYTHON) will do; else stops with one line that says what it is and what to do.
VERSION = $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
TOO_OLD = $(filter 2.% 3.0 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 3.9 3.10,$(or $(VERSION),2.0))
CHECK_PYTHON = $(if $(TOO_OLD),$(error selon needs Python 3.11 or newer, but $(PYTHON) is $(or $(VERSION),missing): \
  install one, or name one that is there, as in make PYTHON=python3.12))

.PHONY: help demo page test bench record volume corpus fuzz clean

help:
	@echo "make demo    read a sample dispatch (SAMPLE=FILE for another)"
	@echo "make page    take the examples into a record, and serve it to a browser"
	@echo "make test    all that a change must pass: lint, types, word lists, tests"
	@echo "make bench   quality and speed"
	@echo "make record  the record: speed, size, questions, and that a killed intake loses nothing (half an hour)"
	@echo "make volume  selon batch: speed, memory, a crawl of 20,000 pages, killed on the way (half an hour)"
	@echo "make corpus  read ../shared/corpus whole; check spans and memory"
	@echo "make fuzz    the property tests, and mutated messages for each reader of a wire, at length"
	@echo "make clean   remove .venv and all that was made"

demo: $(READY)
	$(VENV)/bin/selon read "$(SAMPLE)"

page: $(READY)
	@mkdir -p build
	$(VENV)/bin/selon ingest examples --record build/examples.selon
	$(VENV)/bin/selon serve build/examples.selon

# pytest comes last: its summary closes the output.
test: $(READY)
	$(PY) -m ruff check --quiet
	$(PY) -m ruff format --check --quiet
	$(PY) -m mypy
	$(VENV)/bin/selon check fr
	$(PY) -m pytest

bench: $(READY)
	$(PY) -m bench.quality
	$(PY) -m bench.names
	$(PY) -m bench.times
	$(PY) -m bench.events
	$(PY) -m bench.denials
	$(PY) -m bench.origins
	$(PY) -m bench.questions
	$(PY) -m bench.page
	$(PY) -m bench.speed

record: $(READY)
	$(PY) -m bench.record
	$(PY) -m bench.kill

volume: $(READY)
	$(PY) -m bench.volume

corpus: $(READY)
	$(PY) -m bench.corpus

fuzz: $(READY)
	$(PY) -m pytest -m hypothesis --hypothesis-profile=long
	$(PY) -m bench.fuzz_wire

clean:
	rm -rf $(VENV) build dist src/selon.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml constraints.txt
	@$(if $(wildcard $(VENV)/bin/pip),,$(CHECK_PYTHON))test -x $(VENV)/bin/pip || $(PYTHON) -m venv --clear $(VENV)
	@echo "installing selon into $(VENV); the first time takes a few minutes" >&2
	@$(PY) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@
