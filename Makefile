# `make help` lists the targets; `make lab` opens the course.
PYTHON ?= python3
CONSTRAINTS ?= constraints.txt
LABFLAGS ?=
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TOOL := $(BIN)/python -m

.DEFAULT_GOAL := help
.PHONY: help lab work validate clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): pyproject.toml jupyter/ipython_kernel_config.py $(CONSTRAINTS)
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "The course needs Python 3.11, 3.12 or 3.13; $(PYTHON) is $$($(PYTHON) -V 2>&1). Say which to use: make PYTHON=python3.12"; exit 1; }
	@echo "Setting up $(VENV) (once; TensorFlow is large, this takes a few minutes) ..."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check $(addprefix -c ,$(CONSTRAINTS)) --editable '.[test]'
	@touch $@

lab: $(READY)  ## open the course in JupyterLab (sets everything up the first time)
	$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb $(LABFLAGS)

work: $(READY)  ## copy the exercises that are not there yet into work/, your own folder
	@$(TOOL) utils.work

validate: $(READY)  ## check your notebook: make validate NB=01_perceptron
	@$(TOOL) utils.grading.validate $(NB)

clean:  ## remove the environment and what the tools leave behind (never work/)
	rm -rf $(VENV) .venv-colab .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -not -path './work/*' -prune -exec rm -rf {} +

# --- For teachers and authors: what follows is not in the class edition that `make handout` writes ---
COLAB_PYTHON ?= python3.13
OUT ?=
URL ?=
GRADEFLAGS ?=
K ?=
RUN ?=
COLAB_READY := .venv-colab/.ready

.PHONY: handout grade exercises new execute check test test-grading test-colab data reproduce bench constraints

handout: $(READY)  ## write the class edition, without solutions: make handout [OUT=handout] [URL=https://github.com/…]
	@$(TOOL) utils.handout "$(or $(OUT),handout)" $(if $(URL),--url "$(URL)")

grade: $(READY)  ## grade a folder of submissions: make grade SUBMISSIONS=folder [OUT=grades]
	@$(TOOL) utils.grading $(SUBMISSIONS) --out $(or $(OUT),grades) $(GRADEFLAGS)

exercises: $(READY)  ## make the exercises, and all that is derived, from the solutions
	@$(TOOL) utils.pairs

new: $(READY)  ## start a lesson: make new NB=15_name
	@$(TOOL) utils.authoring new $(NB)

execute: $(READY)  ## run notebooks in a clean kernel and store their outputs: make execute NB=01_perceptron
	@$(TOOL) utils.authoring execute $(NB)

check: $(READY)  ## all static gates: seconds, no training
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/pytest -q -m static

test: check  ## every gate: static, units, answers, and each notebook run by nbval
	$(BIN)/pytest -q -m "not grading and not colab" --nbval-lax -n 2 --dist loadfile tests notebooks solutions

test-grading: $(READY)  ## attack the grader, and grade each lesson's answers: hours (K=03: one lesson's)
	$(BIN)/pytest -q -m grading -n 2 --dist loadgroup $(if $(K),-k "$(K)") tests/grading

$(COLAB_READY): tests/colab/requirements.txt
	@$(COLAB_PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13))' 2>/dev/null || \
	  { echo "Colab has Python 3.13. Say where it is: make test-colab COLAB_PYTHON=/path/to/python3.13"; exit 1; }
	@echo "Setting up .venv-colab, Colab's versions (once) ..."
	$(COLAB_PYTHON) -m venv .venv-colab
	.venv-colab/bin/pip install --quiet --disable-pip-version-check -r tests/colab/requirements.txt
	@touch $@

test-colab: $(READY) $(COLAB_READY)  ## run lessons and solutions as on Colab: its versions, its clone (K=03: one lesson's)
	$(BIN)/pytest -v -m colab $(if $(K),-k "$(K)") tests/colab

data: $(READY)  ## rebuild data/ from the originals: make data FROM=folder (without FROM: from the network)
	@$(TOOL) utils.build_data $(FROM)

reproduce: $(READY)  ## make the tables of the long runs anew, and RESULTS.md: hours (RUN=name: one of them)
	@$(TOOL) utils.experiments $(RUN)

bench: $(READY)  ## measure what the course costs, and write BENCHMARKS.md: half an hour, on an idle machine
	@$(TOOL) tests.bench

constraints: $(READY)  ## pin today's newest versions for all supported Pythons in constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --extra test --universal --upgrade --no-header --no-annotate --quiet -o constraints.txt
