# Everything a machine with python3.11+, pip, git and make needs is installed from here.
UV := $(shell command -v uv 2>/dev/null || echo .boot/bin/uv)
RUN := $(UV) run --quiet
PACKAGES := cli connectors difflog facts flows models web


.PHONY: run serve test browser check lint types layers dependencies lock chaos docs bench clean
.DEFAULT_GOAL := run

run: $(UV)  ## one pass over the sample newsroom, day by day, with the findings
	@$(RUN) --no-dev beltwatch run --sample

serve: $(UV)  ## passes over the live watchlist, one after another
	@$(RUN) --no-dev beltwatch serve

test: $(UV) browser  ## all tests, on all cores
	@$(RUN) pytest -n auto

# The pages are tried in a real browser, Debian's Chromium. Where it cannot be installed those tests fail and say so.
browser:
	@command -v chromium >/dev/null || { apt-get -qq update && apt-get -qq -y --no-install-recommends install chromium; } >.browser.log 2>&1 \
		|| { echo "Chromium could not be installed, so the browser tests will fail: $$(tail -n 1 .browser.log)"; }

check: lock lint types layers dependencies test  ## what CI runs

lock: $(UV)
	@$(UV) lock --check --quiet

lint: $(UV)
	@$(RUN) ruff format --check --quiet . && $(RUN) ruff check --quiet .

types: $(UV)
	@$(RUN) mypy --no-error-summary

layers: $(UV)
	@$(RUN) lint-imports --no-logo >.layers.log || { cat .layers.log; exit 1; }

dependencies: $(UV)
	@$(RUN) deptry . >.dependencies.log 2>&1 || { cat .dependencies.log; exit 1; }

# pip installs into a folder of our own, so that nothing of the system's Python is touched.
.boot/bin/uv:
	@python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target .boot 'uv>=0.9'

chaos: $(UV)  ## kills, restarts, full disks, clock jumps and hostile sources, 200 rounds of each
	@$(RUN) python -W ignore -m tests.chaos --rounds 200

docs: $(UV)  ## the documentation as a site, in site/
	@$(RUN) mkdocs build --strict --quiet

bench: $(UV)  ## what everything costs, beside what a user would pick instead
	@$(RUN) python -m benchmarks

clean:  ## what was built, not what was learned
	rm -rf .venv .boot dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .layers.log .dependencies.log .browser.log
