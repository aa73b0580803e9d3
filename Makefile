# Marsad. `make demo` shows it, `make test` tests it; each sets up what it needs in .venv.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PORT ?= 8000
MINUTES ?= 60

.PHONY: help setup demo test check slow browser messages lock clean \
	bench bench-read bench-read-memory bench-profile train bench-profile-gain bench-plain bench-search bench-ingest \
	bench-groups bench-groups-growth bench-groups-robust \
	places bench-places bench-annotate bench-annotate-profile bench-told bench-crash bench-feeds bench-charset bench-warc fuzz \
	bench-watch bench-day bench-collect bench-ledger bench-dossiers

help:
	@echo "make demo     read the sample newsroom and serve it (PORT=8000)"
	@echo "make test     run the tests"
	@echo "make check    ruff, mypy, import-linter"
	@echo "make browser  look at the pages in Chromium"
	@echo "make bench    every benchmark that takes minutes; bench-NAME for one"
	@echo "make bench-told  statements, events, commitments, contradictions: scores, thresholds, reliability plot"
	@echo "make bench-ledger  moves of promises: P, R, F1 by language and status, beside two plain ways"
	@echo "make bench-dossiers  a dossier of 100,000 articles among a million: a new article, every page (an hour to grow, 16 GB)"
	@echo "make slow     the slow tests"
	@echo "make fuzz     try the reader on pages changed at random (MINUTES=60)"

setup: .venv/.run

.venv/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Marsad needs Python 3.11 or later; name one with make PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

# The weights of the Arabic tagger are a distribution of their own, because their licence is share-alike.
NAMES_AR := models/marsad-names-ar
.venv/.run: requirements/run.txt pyproject.toml $(shell find $(NAMES_AR) -type f) | .venv/.python
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	$(PIP) install --no-deps --no-build-isolation --force-reinstall ./$(NAMES_AR)
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.run
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

# The peers that the benchmarks compare with. Without --no-deps pip 23 stumbles over the lock's extras.
.venv/.bench: requirements/bench.txt requirements/bench-models.txt .venv/.dev
	$(PIP) install --no-deps --require-hashes -r requirements/bench.txt -r requirements/bench-models.txt
	@touch $@

# pywb and py-wacz, which judge our archives, want packages that ours cannot stand beside; brotli takes the place of one
# that is built for old Pythons only.
.replay/.done: requirements/replay.txt | .venv/.python
	$(PYTHON) -m venv .replay
	.replay/bin/python -m pip --disable-pip-version-check --quiet install --no-deps --require-hashes -r requirements/replay.txt
	@touch $@

# followthemoney, which judges what is exported for Aleph, without PyICU, which would have to be built.
.aleph/.done: requirements/aleph.txt | .venv/.python
	$(PYTHON) -m venv .aleph
	.aleph/bin/python -m pip --disable-pip-version-check --quiet install --no-deps --require-hashes -r requirements/aleph.txt
	@touch $@

demo: setup
	$(BIN)/marsad demo --port $(PORT)

test: .venv/.dev .replay/.done .aleph/.done
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow and not browser"

slow: .venv/.dev
	$(BIN)/python -m pytest -m slow

browser: .venv/.dev
	$(BIN)/python -m pytest -m browser

check: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: bench-read bench-plain bench-annotate bench-told bench-ledger bench-groups bench-search bench-ingest

# Body models that each lack the sites of one part, so that no page is read by a model that has seen its site.
bench-out/folds/3/sites.json: .venv/.bench
	$(BIN)/python benchmarks/train_body.py --folds 4 --keep bench-out/folds

bench-read: .venv/.bench bench-out/folds/3/sites.json
	$(BIN)/python benchmarks/read_pages.py --by-lang --unseen bench-out/folds
	$(BIN)/python benchmarks/read_pages.py --speed

bench-read-memory: .venv/.dev
	$(BIN)/python benchmarks/read_memory.py

places: .venv/.bench
	$(BIN)/python benchmarks/make_places.py

bench-places: .venv/.dev
	$(BIN)/python benchmarks/annotate_places.py

train: .venv/.bench
	$(BIN)/python benchmarks/train_body.py

bench-profile: .venv/.dev
	$(BIN)/python benchmarks/read_pages.py --profile

bench-profile-gain: .venv/.bench bench-out/folds/3/sites.json
	$(BIN)/python benchmarks/profile_gain.py --unseen bench-out/folds

bench-annotate: .venv/.bench
	$(BIN)/python benchmarks/annotate.py

bench-told: .venv/.bench
	$(BIN)/python benchmarks/annotate_told.py
	$(BIN)/python benchmarks/annotate_told.py --public
	$(BIN)/python benchmarks/reliability_plot.py

bench-ledger: .venv/.dev
	$(BIN)/python benchmarks/ledger.py

bench-annotate-profile: .venv/.dev
	$(BIN)/python benchmarks/annotate_speed.py --profile

bench-plain: .venv/.dev
	$(BIN)/python benchmarks/read_plain.py

bench-groups: .venv/.bench
	$(BIN)/python benchmarks/groups.py

bench-groups-robust: .venv/.bench
	$(BIN)/python benchmarks/groups.py --robust

bench-groups-growth: .venv/.dev
	$(BIN)/python benchmarks/groups_growth.py

bench-search: .venv/.dev
	$(BIN)/python benchmarks/search.py

# An hour and 16 GB for the million articles, which are grown once.
bench-out/million/marsad.sqlite3: | .venv/.dev
	$(BIN)/python benchmarks/grow.py --articles 1000000 --data bench-out/million --facts --tables-only

bench-dossiers: bench-out/million/marsad.sqlite3
	$(BIN)/python benchmarks/dossiers.py --data bench-out/million

bench-ingest: .venv/.dev
	$(BIN)/python benchmarks/ingest_pages.py

bench-warc: .venv/.dev
	$(BIN)/python -m benchmarks.warc
	$(BIN)/python -m benchmarks.warc --pack

bench-crash: .venv/.dev
	$(BIN)/python -m benchmarks.crash --kills 100 --pages 200

bench-watch: .venv/.dev
	$(BIN)/python -m benchmarks.watch_round

bench-collect: .venv/.dev
	$(BIN)/python -m benchmarks.identity
	$(BIN)/python -m benchmarks.links
	$(BIN)/python -m benchmarks.versions
	$(BIN)/python -m benchmarks.fetching

bench-day: .venv/.dev
	$(BIN)/python -m benchmarks.watch_day

# atheris has wheels for some platforms and versions of Python only, so it is no part of the other locks.
fuzz: .venv/.dev
	$(PIP) install --require-hashes -r requirements/fuzz.txt
	$(BIN)/python -m benchmarks.fuzz_read --minutes $(MINUTES)

bench-charset: .venv/.dev
	$(BIN)/python benchmarks/charsets.py

bench-feeds: .venv/.dev
	$(BIN)/python -m benchmarks.feeds

messages: .venv/.dev
	$(BIN)/python -m marsad.web.messages

lock:
	sh requirements/lock.sh

clean:
	rm -rf .venv .replay .aleph demo dist
