# Cổng CCHC. `make run` sets up everything and serves a sample province; `make test` runs every test.
PROVINCE ?= son-la-2026
PORT ?= 8000
PORTAL_DATA ?= var/$(PROVINCE)
PORTAL_DEMO ?= 1
PYTHON ?= python3
# Processes of a test run: the tests wait for disks, servers and browsers, so one more than two cores.
export WORKERS ?= 3

VENV := .venv
PY := $(VENV)/bin/python
PORTAL := $(VENV)/bin/portal

.PHONY: help run test test-postgres concurrency bad-input bench crash freeze lint setup browser ssh-server dist try-dist migration clean access-mutations

help: ## What can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

# Only what serves or freezes the sample gets its settings; tests must not see them.
run freeze: export PORT := $(PORT)
run freeze: export PORTAL_DATA := $(PORTAL_DATA)
run freeze: export PORTAL_DEMO := $(PORTAL_DEMO)

run: setup ## Set up everything, load PROVINCE and serve it on PORT
	@test -d content/provinces/$(PROVINCE) || { echo "Không có tỉnh “$(PROVINCE)” trong content/provinces/."; exit 1; }
	@$(PY) deploy/start.py $(PROVINCE)

# A browser test that fails is tried once more, and both outcomes are listed at the end: a machine
# that does everything at once is sometimes too slow for one of them; a fault fails both times.
test: setup browser ssh-server ## Set up everything and run every test
	@$(PY) -m pytest -n $(WORKERS) --dist loadscope --no-loadscope-reorder -m "not browser" && $(PY) -m pytest -n $(WORKERS) --dist loadscope --no-loadscope-reorder -m browser --reruns 1 -rR

setup: $(VENV)/.ready static/vendor/.ready ## Set up the environment, packages and assets

$(VENV)/.ready: setup.cfg deploy/constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cần Python 3.11 trở lên (đang có: $$($(PYTHON) --version 2>&1))."; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv $(VENV) || { echo "Không tạo được môi trường Python; trên Debian hãy cài gói python3-venv."; exit 1; }
	@PYTHONWARNINGS=ignore $(PY) -m pip install -q --disable-pip-version-check -c deploy/constraints.txt -e '.[postgres,assets,test,lint]' || { echo "Không cài được các gói Python; hãy kiểm tra kết nối mạng rồi chạy lại."; exit 1; }
	@touch $@

static/vendor/.ready: package-lock.json portal/assets.py $(wildcard static/css/*.scss) $(VENV)/.ready
	@$(PY) portal/assets.py
	@touch $@

browser: ## Make sure that a Chromium for the browser tests is there
	@sh deploy/browser.sh

ssh-server: ## Make sure that sshd and rsync for the tests of `portal deploy` are there
	@sh deploy/ssh-server.sh; sh deploy/web-servers.sh

test-postgres: setup ## Run the tests that touch data on PostgreSQL
	@bash deploy/test-postgres.sh

concurrency: export SUBMIT_CLIENTS := 500
concurrency: export CHAIN_WRITES := 500
concurrency: export INTERLEAVINGS := 1000
concurrency: setup ## Run the full campaigns of many people at one instant, on both databases
	@$(PY) -m pytest tests/concurrency -n 0 -s && bash deploy/test-postgres.sh tests/concurrency -n 0 -s

freeze: setup ## Freeze the public site of PROVINCE
	@$(PORTAL) freeze

lint: setup ## Style, types, templates
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy $$(find portal -name '*rules.py' -o -name '*actions.py' -o -name '*queries.py' -o -name 'payload.py')
	@$(VENV)/bin/djlint templates --lint --quiet

access-mutations: setup ## Remove every access check in turn and see that a test misses it
	@$(PY) deploy/remove_checks.py

BENCH := freeze_full freeze_change list_page submit fifty_clerks public_visits import_xlsx autosave form_render page_weight lighthouse consolidation search_first second_start

bench: setup browser ## Run every measurement; each ends with its figures as one line of JSON
	@for name in $(BENCH); do echo "== $$name"; $(PY) bench/$$name.py || exit 1; done

bad-input: setup ## Send ten thousand hostile requests and every hostile file, print the counts
	@BAD_INPUT_REQUESTS=$${BAD_INPUT_REQUESTS:-10000} PORTAL_TEST_EVERY_VALUE=1 $(PY) -m pytest tests/bad_input -n 0 -s --timeout 7200

crash: setup ## Kill a hundred submits and a hundred freezes, fill the disk at every write
	@CRASH_KILLS=100 $(PY) -m pytest tests/crash -p no:xdist -s --timeout 3600

dist: setup ## One archive that installs and runs without internet: dist/cong-cchc-….tar.gz
	@$(PY) deploy/dist.py

try-dist: dist ## Install and run that archive in a namespace without network
	@sh deploy/try-dist.sh dist/cong-cchc-*.tar.gz

clean: ## Remove everything that was set up (data in var/ stays)
	rm -rf $(VENV) node_modules static/vendor

migration: setup ## Write the next migration from the models: make migration NAME=what_changes
	@$(PY) deploy/migration.py $(NAME)
