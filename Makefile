# Raincheck: one word per thing a person wants. `make help` lists them.
# Settings: PYTHON=/path/to/python3.12   ARGS="-k promise" JOBS=0 (for test)   QUICK=1 BENCH_OUT=DIR (for bench)

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?=
ARGS ?=
JOBS ?= 2
QUICK ?=
BENCH_OUT ?=
DEMO ?= build/demo

SOURCES := $(wildcard pos printing ui resources bench tools tests)
SCREEN := $(DISPLAY)$(WAYLAND_DISPLAY)
ifneq ($(shell uname -s),Linux)
SCREEN := own
endif

.PHONY: help run test check lint types layers sql locks desktop-files bench lock nightly pictures build format system clean

help: ## this list
	@sed -nE 's/^([a-z-]+):.*## (.*)$$/  make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | column -t -s '|' 2>/dev/null \
	  || sed -nE 's/^([a-z-]+):.*## (.*)$$/  make \1  \2/p' $(firstword $(MAKEFILE_LIST))

run: $(VENV)/.installed system ## open the counter on a demo shop (with no screen: play its day and save pictures)
ifeq ($(SCREEN),)
	QT_QPA_PLATFORM=offscreen $(BIN)/raincheck --data $(DEMO) demo --headless
else
	$(BIN)/raincheck --data $(DEMO) demo
endif

test: $(VENV)/.installed system ## run the tests (ARGS="-k promise" to choose)
	QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen} $(BIN)/python -m pytest -n $(JOBS) $(ARGS)

check: lint types layers locks desktop-files test ## everything a change must pass

lint: $(VENV)/.installed # style and common mistakes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/.installed ## put the code in the house's format
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

types: $(VENV)/.installed # strict types
	$(BIN)/mypy $(SOURCES)

layers: $(VENV)/.installed # who may import whom
	$(BIN)/lint-imports

sql: $(VENV)/.installed # write the composed statements out as text, pos/store/sql.py
	$(BIN)/python -m pos.store.write_sql

locks: $(VENV)/.installed # locks agree with pyproject.toml, carry hashes and no address
	$(BIN)/python tools/check_locks.py

desktop-files: # the Linux desktop entry and its description, where the two validators are there
	tools/check_desktop_files.sh

bench: $(VENV)/.installed system ## measure (QUICK=1 for a short run, BENCH_OUT=DIR for the results)
	QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen} QUICK=$(QUICK) BENCH_OUT=$(BENCH_OUT) $(BIN)/python -m bench

nightly: $(VENV)/.installed system ## the long tests: whole builds, many examples
	@tools/build_tools.sh $(BIN)/python
	QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen} RAINCHECK_NIGHTLY=1 $(BIN)/python -m pytest -m nightly $(ARGS)

pictures: $(VENV)/.installed system ## draw the pictures of docs/pictures again
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m ui.pictures docs/pictures
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m ui.pictures_story docs/pictures/story

build: $(VENV)/.installed system ## a program folder that needs no Python, in dist/raincheck
	@tools/build_tools.sh $(BIN)/python
	$(BIN)/pyinstaller --noconfirm --log-level WARN --distpath dist --workpath build/pyinstaller build.spec

lock: $(VENV)/.installed ## choose and write down the versions of every dependency (ARGS=--upgrade for newer ones)
	PATH="$(CURDIR)/$(BIN):$$PATH" tools/write_locks.sh $(ARGS)

system: # the system libraries Qt stands on
	@tools/system_libraries.sh

clean: ## remove what was built (the environment in .venv stays)
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find $(SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.installed: requirements/dev.lock pyproject.toml tools/make_venv.sh
	PYTHON="$(PYTHON)" tools/make_venv.sh $(VENV) requirements/dev.lock
	touch $@
