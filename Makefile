# Everything here sets itself up: a machine with Python 3.11 or newer, git and make is enough.
.PHONY: install demo test prove bench screenshots lock format
.SILENT:

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet --require-virtualenv
PYTHONS := python3 python3.14 python3.13 python3.12 python3.11 python

# Says which Python is new enough and can make a virtual environment, or in a sentence why there is none.
define find_python
found=""; old=""; \
for candidate in $(PYTHONS); do \
  $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
  old=$$candidate; \
  $$candidate -c 'import venv, ensurepip' >/dev/null 2>&1 && found=$$candidate && break; \
done; \
if [ -z "$$found" ] && [ -n "$$old" ]; then \
  echo "Svar needs Python's venv and ensurepip, which your $$old lacks. On Debian and Ubuntu: apt install python3-venv" >&2; \
  exit 1; \
elif [ -z "$$found" ]; then \
  echo "Svar needs Python 3.11 or newer, and none of these is: $(PYTHONS)." >&2; exit 1; \
fi
endef

install: .venv/.runtime

demo: .venv/.runtime
	$(BIN)/svar demo

test: .venv/.dev
	$(BIN)/ruff format --quiet --check . || { echo "Run make format." >&2; exit 1; }
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest -n 2 --inline-snapshot=disable -m "not prove"

prove: .venv/.dev
	$(BIN)/python -m pytest -m prove --timeout 1800
	$(BIN)/python -m pytest -n 2 --inline-snapshot=disable -m "not prove" --timeout 1800 \
	  --hypothesis-profile thorough tests/rules tests/flows tests/views tests/emulator/test_nonsense.py

bench: .venv/.dev
	$(BIN)/python -m tests.benchmarks

# The pictures of README, from the real page; needs Chromium.
screenshots: .venv/.dev
	$(BIN)/python -m tests.page.screenshots

format: .venv/.dev
	$(BIN)/ruff check --quiet --fix-only .
	$(BIN)/ruff format --quiet .

# Both locks: every version that runs and every one that checks, with hashes, and no word on where they come from.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
  --no-emit-index-url --no-emit-find-links --upgrade pyproject.toml --extra build

lock:
	set -e; $(find_python); away=$$(mktemp -d); trap 'rm -rf "$$away"' EXIT; \
	$$found -m venv "$$away"; "$$away/bin/python" -m pip --quiet install uv; \
	"$$away/bin/"$(LOCK) --output-file requirements.txt; \
	"$$away/bin/"$(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt; \
	if grep -n "://" requirements.txt requirements-dev.txt; then echo "A lock names a host." >&2; exit 1; fi

.venv/.made:
	$(find_python); echo "Setting up .venv with $$found. This takes about half a minute, once."; $$found -m venv --clear .venv
	touch $@

.venv/.runtime: .venv/.made requirements.txt pyproject.toml
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	touch $@

.venv/.dev: .venv/.runtime requirements-dev.txt
	$(PIP) install --require-hashes -r requirements-dev.txt
	touch $@
