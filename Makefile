# 同心桥 Tongxin Bridge. `make` alone lists what there is.
# `make run` and `make test` each set everything up first; a fresh machine needs python3 (3.11 or newer), venv, make.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
PY := $(BIN)/python
MANAGE := $(PY) manage.py
SOURCES := site training volunteers ngos matching tests bench manage.py
PYTEST := $(PY) -m pytest
WORKERS ?= 2
TEST_DATABASE ?= postgresql://postgres@127.0.0.1:5432/tongxin
export PORT

.PHONY: help setup run test check check-all lint bench docs lock messages

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/run.stamp ## start the product on http://127.0.0.1:8000 (PORT=… for another), with a demo city
	@exec $(MANAGE) up

test: .venv/test.stamp ## run all tests: SQLite, browser, then PostgreSQL where it answers
	@.ci/machine
	@.ci/tests

setup: .venv/test.stamp ## install what running and testing need, into .venv
	@echo "Ready: make run starts the product, make test tests it."

check: .venv/test.stamp lint ## what every change passes: format, lint, types, migrations, catalogues, the house
	@echo "== migrations"; $(MANAGE) makemigrations --check --dry-run
	@echo "== house, docs, catalogues"; $(PYTEST) -q -n 0 tests/test_house.py tests/test_docs.py tests/test_catalogues.py

lint: .venv/test.stamp ## format, lint and types only
	@failed=0; \
	echo "== format"; $(BIN)/ruff format --check -q $(SOURCES) || failed=1; \
	echo "== lint"; $(BIN)/ruff check -q --output-format=concise $(SOURCES) || failed=1; \
	echo "== types"; $(BIN)/mypy || failed=1; \
	exit $$failed

check-all: check ## check, then every test on both databases, the slow ones too
	@.ci/machine
	@.ci/tests --all

bench: .venv/test.stamp ## measure matching and the pages; figures go to bench/
	@for one in bench/measure_*.py; do echo "== $$one"; $(PY) "$$one"; done

docs: .venv/test.stamp ## write docs/states.md, rights.md, urls.md, law.md from the code
	@$(MANAGE) docs

messages: .venv/test.stamp ## collect the words of the screens into locale/ and compile them (needs gettext)
	@$(MANAGE) messages

lock: .venv/test.stamp ## lock requirements.in and requirements-dev.in, with hashes
	@$(BIN)/uv pip compile -q --generate-hashes --python-version 3.11 --universal --no-emit-index-url \
	  requirements.in -o requirements.txt
	@$(BIN)/uv pip compile -q --generate-hashes --python-version 3.11 --universal --no-emit-index-url \
	  requirements-dev.in -o requirements-dev.txt

# --- what is installed ------------------------------------------------------------------------------------
.venv/run.stamp: requirements.txt
	@PYTHON="$(PYTHON)" .ci/install requirements.txt
	@touch $@

.venv/test.stamp: requirements.txt requirements-dev.txt
	@PYTHON="$(PYTHON)" .ci/install requirements.txt requirements-dev.txt
	@touch .venv/run.stamp $@
