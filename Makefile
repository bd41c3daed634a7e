# Thin doors to the commands behind them. `make run` and `make test` do all the set-up on a fresh machine.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
HOST ?= 127.0.0.1
PORT ?= 8000
LONG ?= (long or wide) and not siege
POSTGRES ?= (postgres or database and not sqlite) and not long
# Rules, sentences, sign-in, who may do what, sharing, files that go out and come in, migrations: every branch is run.
WHOLE := domain/** accounts/** factors/** passwords/** throttling/** sharing/** reports/** downloads/** fields/** files/** importers/** calendars/** manifests/** wording/** migrations/** gate_answers.py web/gate.py operations/drift.py operations/schema.py operations/moving.py
EMPTY :=
COMMA := ,

.PHONY: install run test test-postgres test-long siege coverage check check-style check-types check-shape format lock bench torture screenshots readme-pictures taps long-tasks lighthouse clean

install: $(VENV)/.run-stamp

run: $(VENV)/.run-stamp
	@if [ -n "$(DEMO)" ]; then $(PY) -m tracker upgrade && $(PY) -m tracker demo; fi
	@exec $(PY) -m tracker serve --host $(HOST) --port $(PORT)

# Every worker, and every server that a test starts, would compile all modules anew where this is set.
test test-postgres test-long siege: export PYTHONDONTWRITEBYTECODE :=

# On SQLite, without those that go over everything in turn. COVERAGE=yes takes these as well, those on PostgreSQL and the
# long ones whose branches count, and counts every branch; not while a test runs that says `no_cover`, which counting
# makes twice as long, and which takes no branch that no other test takes.
test: $(VENV)/.test-stamp
ifeq ($(COVERAGE),)
	$(PY) -m pytest -m "not long and not wide and not postgres" -n auto --dist worksteal
else
	$(PY) -m pytest -m "not long or counted" -n auto --dist worksteal --cov --cov-report=term --cov-fail-under=95
	$(PY) -m coverage report --include="$(subst $(EMPTY) $(EMPTY),$(COMMA),$(addprefix tracker/,$(WHOLE)))" --fail-under=100
endif

# What is about PostgreSQL, and all that comes to a database through the usual fixtures, on a server of this run alone.
test-postgres: $(VENV)/.test-stamp
	TRACKER_TEST_ENGINE=postgres $(PY) -m pytest -m "$(POSTGRES)" -n auto --dist worksteal

test-long: $(VENV)/.test-stamp
	$(PY) -m pytest -m "$(LONG)" -n auto --dist loadfile --no-loadscope-reorder

siege: $(VENV)/.test-stamp
	$(PY) -m pytest -m siege -n auto --dist worksteal

coverage:
	@$(MAKE) --no-print-directory test COVERAGE=yes

check: check-style check-types check-shape

check-style: $(VENV)/.test-stamp
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m djlint --check --lint --quiet templates

check-types: $(VENV)/.test-stamp
	$(PY) -m mypy

check-shape: $(VENV)/.test-stamp
	$(VENV)/bin/lint-imports
	$(PY) -m deptry .
	$(PY) -m scripts.migrations check

format: $(VENV)/.test-stamp
	$(PY) -m ruff check --fix-only .
	$(PY) -m ruff format .
	-$(PY) -m djlint --reformat --quiet templates

# Beside a bare Flask route; BASE=<commit> beside that build, page by page, in turns (ARGS=--quick for some minutes).
bench: $(VENV)/.test-stamp
	$(PY) -m scripts.bench $(if $(BASE),--base $(BASE)) $(ARGS)

# Faults done to the real app, with figures: docs/torture.md. About three quarters of an hour; ARGS=--quick for a few minutes.
torture: $(VENV)/.test-stamp
	@$(PY) -m scripts.torture $(ARGS)

# Every page at 360 and 1280, light and dark, into screenshots/; BASE=<commit> takes that build as well, side by side.
screenshots: $(VENV)/.test-stamp
	$(PY) -m scripts.screenshots $(if $(BASE),--before $(BASE)) $(ARGS)

readme-pictures: $(VENV)/.test-stamp
	$(PY) -m scripts.screenshots --readme

# Taps, screens and seconds of the main jobs on a phone; BASE=<commit> counts them in that build as well.
taps: $(VENV)/.test-stamp
	@$(PY) -m scripts.taps $(if $(BASE),--before $(BASE)) $(ARGS)

# The longest task of each page on a processor four times slower.
long-tasks: $(VENV)/.test-stamp
	@$(PY) -m scripts.long_tasks $(ARGS)

# Lighthouse from npm, into a temporary folder, on Today and Progress.
lighthouse: $(VENV)/.test-stamp
	@$(PY) -m scripts.lighthouse $(ARGS)

lock: $(VENV)/.test-stamp
	$(PY) -m pip install --quiet uv
	$(PY) -m uv pip compile --universal --generate-hashes --no-header --python-version 3.11 --extra explore --extra postgres -o requirements.lock pyproject.toml
	$(PY) -m uv pip compile --universal --generate-hashes --no-header --python-version 3.11 --extra explore --extra postgres --group test -c requirements.lock -o requirements-test.lock pyproject.toml

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage .coverage.* build dist

# Some systems ship venv without ensurepip: then the system's own pip installs into the environment.
$(VENV)/.made:
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV); $(PYTHON) -m venv --without-pip $(VENV); }
	@touch $@

PIP = $(if $(wildcard $(VENV)/bin/pip),$(PY) -m pip,$(PYTHON) -m pip --python $(PY)) --disable-pip-version-check

# The lists are complete, so nothing is looked up anew: what pip would resolve today is not what was tested. Whether the
# environment is whole is asked afterwards.
$(VENV)/.run-stamp: requirements.lock | $(VENV)/.made
	@echo "Installing what the app needs ..."
	@$(PIP) install --quiet --no-deps --require-hashes -r requirements.lock
	@$(PIP) check
	@touch $@

$(VENV)/.test-stamp: requirements.lock requirements-test.lock | $(VENV)/.made
	@echo "Installing what the tests need ..."
	@$(PIP) install --quiet --no-deps --require-hashes -r requirements-test.lock
	@$(PIP) check
	@touch $(VENV)/.run-stamp $@
