# GNU make, and Python 3.11 or later: nothing else is needed beforehand. Everything lands in .venv beside this file.

PYTHON ?= python3
JOBS ?= 2
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
COMPILED := $(VENV)/compiled
PEERS := $(VENV)/peers
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help play compiled test soak bench peers format clean

help:
	@echo 'make play      open the app (installs it into .venv the first time)'
	@echo 'make compiled  a copy in .venv/compiled that is faster; needs a C compiler and a minute or two'
	@echo 'make test      lint, format, types, import contracts, the wheel, the tests'
	@echo 'make soak      the long forms of the tests, before a release'
	@echo 'make bench     how fast it is on this machine (the compiled copy too, if it is there)'
	@echo 'make peers     two programs for bench to measure beside this one (Posting, Harlequin)'
	@echo 'make format    put the code into its format'
	@echo 'make clean     remove .venv and caches (never sessions: those are in your data folder)'
	@echo
	@echo 'PYTHON=python3.12 picks the interpreter, JOBS=4 the test processes, ARGS="..." goes to the command.'

play: $(VENV)/.play
	@$(BIN)/sim $(ARGS)

# An environment of its own: there the rules of play are extension modules, and edits in this checkout change nothing.
compiled: $(VENV)/.place
	@echo 'Compiling the engine and installing it into $(COMPILED) (it takes a minute or two) ...' >&2
	@$(PYTHON) -m venv --clear $(COMPILED)
	@SIM_COMPILED=1 PIP_CONSTRAINT=constraints.txt \
	    $(COMPILED)/bin/python -m pip install -qq --disable-pip-version-check -c constraints.txt .
	@$(COMPILED)/bin/sim doctor | grep '^versions: engine'
	@echo 'It is $(COMPILED)/bin/sim; make bench measures it too.'

# One step: its name, and a command that is heard only when it fails.
define step
	@if said=$$($(2) 2>&1); then printf '%-18sok\n' '$(1)'; else printf '%-18sFAILED\n%s\n' '$(1)' "$$said"; exit 1; fi
endef

# Compiled once and kept: else each of some two hundred programs that the tests start compiles all modules again.
test soak: export PYTHONDONTWRITEBYTECODE :=

test: $(VENV)/.test
	@$(MAKE) --no-print-directory -j $(JOBS) $(STEPS)
	@$(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal $(ARGS)

# What needs nothing of each other, side by side; the longest first.
STEPS := .step-wheel .step-types .step-lint .step-format .step-contracts
.PHONY: $(STEPS)

.step-wheel:
	$(call step,wheel,$(BIN)/python tests/wheel/check_wheel.py)

.step-types:
	$(call step,types,$(BIN)/mypy)

.step-lint:
	$(call step,lint,$(BIN)/ruff check .)

.step-format:
	$(call step,format,$(BIN)/ruff format --check .)

.step-contracts:
	$(call step,import contracts,$(BIN)/lint-imports)

soak: $(VENV)/.soak
	@$(BIN)/python -m pytest -q -n $(JOBS) -m soak -o faulthandler_timeout=0 --hypothesis-profile=soak $(ARGS)

bench: $(VENV)/.play
	@$(BIN)/python benchmarks/run.py $(ARGS)
	@$(if $(wildcard $(COMPILED)/bin/sim),$(COMPILED)/bin/python benchmarks/run.py --installed $(ARGS))
	@$(BIN)/python benchmarks/help_time.py
	@$(BIN)/python benchmarks/reading.py
	@$(BIN)/python benchmarks/continuation.py
	@$(if $(wildcard $(COMPILED)/bin/sim),$(COMPILED)/bin/python benchmarks/continuation.py --installed)
	@$(BIN)/python benchmarks/debriefing.py
	@$(BIN)/python benchmarks/screens.py $(if $(wildcard $(PEERS)),--peers $(PEERS))

peers: $(PEERS)/posting/.made $(PEERS)/harlequin/.made

format: $(VENV)/.test
	@$(BIN)/ruff check -q --fix .
	@$(BIN)/ruff format .

clean:
	@rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.play: $(VENV)/.place pyproject.toml constraints.txt
	@echo 'Installing Joint Response into .venv (the first time takes a minute or two) ...' >&2
	@$(INSTALL) -e .
	@touch $@

$(VENV)/.test: $(VENV)/.place pyproject.toml constraints.txt
	@echo 'Installing Joint Response and the tools of its tests into .venv (the first time takes a minute or two) ...' >&2
	@$(INSTALL) -e '.[dev]'
	@touch $(VENV)/.play $@

$(VENV)/.soak: $(VENV)/.test
	@$(INSTALL) -e '.[dev,soak]'
	@touch $@

# Each in an environment of its own: they pin other versions of Textual.
$(PEERS)/%/.made: benchmarks/peers/%.txt $(VENV)/.place
	@echo 'Installing $* into $(@D) ...' >&2
	@mkdir -p $(PEERS)
	@$(PYTHON) -m venv --clear $(@D)
	@$(@D)/bin/python -m pip install -qq --disable-pip-version-check -r $<
	@touch $@

# An environment knows the folder it was made in, and its interpreter: when either has moved it is made anew.
ifneq ($(shell test -x $(BIN)/python && test "$$(cat $(VENV)/.place 2>/dev/null)" = "$$(pwd -P)" && echo ready),ready)
.PHONY: $(VENV)/.place
endif

$(VENV)/.place:
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
	    echo 'There is no "$(PYTHON)" here. Install Python 3.11 or later, or name it: make PYTHON=/path/to/python3' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo 'Joint Response needs Python 3.11 or later, and "$(PYTHON)" is' "$$($(PYTHON) -V 2>&1)". >&2; \
	    echo 'Where a later one is installed, name it, for example: make PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	    echo '"$(PYTHON)" cannot make virtual environments: its venv or ensurepip module is missing.' >&2; \
	    $(PYTHON) -c 'import sys; print("On Debian and Ubuntu: sudo apt install python%d.%d-venv" % sys.version_info[:2])' >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)
	@pwd -P > $@
