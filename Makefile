# On a machine with Python 3.11, git and make: `make briefings` and `make test` do all set-up.
# Set-up runs once, and again when requirements.lock or pyproject.toml change; else no network.

# The first usable of these; choose another with `make PYTHON=…`.
usable = $(shell $(1) -c "import sys; print('yes' * (sys.version_info >= (3, 11)))" 2>/dev/null)
PYTHON ?= $(firstword $(foreach name,python3.11 python3 python,$(if $(call usable,$(name)),$(name))))

VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
READY := $(VENV)/.ready
PROGRAMME ?= cao-bang-588

# Text of every tool is UTF-8, whatever the machine's locale.
export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

$(READY): requirements.lock pyproject.toml
	@test -n "$(call usable,$(PYTHON))" || { \
	  echo "Cần Python 3.11 trở lên; có thể chỉ rõ: make PYTHON=/đường/dẫn/python3.11"; \
	  echo "Python 3.11 or newer is needed; name it with: make PYTHON=/path/to/python3.11"; \
	  exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "Không tạo được môi trường ảo; trên Debian/Ubuntu hãy cài gói python3-venv."; \
	  echo "No virtual environment could be made; Debian and Ubuntu need the package python3-venv."; \
	  exit 1; }
	@echo "Cài đặt, lần đầu mất vài phút… / Setting up, a few minutes the first time…"
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
# The lock holds the build backend too: nothing unpinned is fetched to build this project.
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --no-index --editable .
	@touch $@

.PHONY: help
help: ## các lệnh / what can be made
	@sed -nE 's/^([a-z-]+):.*## (.*)$$/make \1|\2/p' Makefile | awk -F'|' '{printf "%-18s %s\n", $$1, $$2}'

.PHONY: setup
setup: $(READY) ## chỉ cài đặt / set-up only

.PHONY: briefings
briefings: $(READY) ## bản tóm tắt mọi huyện (PROGRAMME=cao-bang-588) / every district's briefing
	$(BIN)/needs run $(PROGRAMME)

.PHONY: lab
lab: $(READY) ## mở sổ tay trong JupyterLab / notebooks in JupyterLab
# No news and no look-up of newer versions: there may be no network.
	$(BIN)/jupyter lab notebooks --LabApp.news_url=None \
	  --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate

.PHONY: test
test: $(READY) ## mọi kiểm tra: dữ liệu, phương pháp, trang, phong cách mã / all checks, style and types too
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

.PHONY: lint
lint: $(READY) ## chỉ kiểm tra phong cách, kiểu, thứ tự các phòng / style, types, order of rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

.PHONY: lock
lock: $(READY) ## làm mới requirements.lock, environment.yml (UPGRADE=1: bản mới nhất / newest)
	$(BIN)/python tools/lock.py $(if $(UPGRADE),--upgrade)

.PHONY: screenshot
screenshot: $(READY) ## ảnh trang tóm tắt trong README / the README's picture of a briefing
	$(BIN)/python tools/screenshot.py

.PHONY: illustrative
illustrative: $(READY) ## tạo lại số liệu minh họa / make the illustrative data anew
	$(BIN)/python tools/make_illustrative.py

.PHONY: dictionary
dictionary: $(READY) ## từ điển cột data/README.md / data dictionary of every column
	$(BIN)/python -m needs.tables

.PHONY: bench
bench: $(READY) ## so thời gian với vòng lặp papermill + nbconvert / against the plain loop
	$(BIN)/python tests/benchmarks/bench_run.py --programme $(PROGRAMME)

.PHONY: bench-returns
bench-returns: $(READY) ## 1.000 báo cáo: đọc và kiểm tra, bên cạnh pandas.read_excel / 1,000 returns
	$(BIN)/python tests/benchmarks/bench_returns.py

.PHONY: bench-uncertainty
bench-uncertainty: $(READY) ## khoảng 90 %: 56 đến 10.040 xã, thời gian, bộ nhớ / 90 % intervals: seconds, memory
	$(BIN)/python tests/benchmarks/bench_uncertainty.py

.PHONY: names
names: $(READY) ## tên xã viết sai: nhận đúng, hỏi lại, nhận nhầm / misspelt names: precision, recall
	$(BIN)/python tests/benchmarks/names_precision.py

.PHONY: clean
clean: ## xóa bộ nhớ đệm và mọi kết quả trong reports/ / caches and everything in reports/
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find reports -mindepth 1 ! -path reports/README.md -delete

.PHONY: distclean
distclean: clean ## xóa cả môi trường ảo / the virtual environment too
	rm -rf $(VENV) src/needs.egg-info
