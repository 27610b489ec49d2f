# Cuepoint: `make` lists what there is. Everything is installed under this folder, pinned, and reused by the next run.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

TOOLS := target/tools
WORKER_BUILD_VERSION := 0.8.7
WASM_BINDGEN_VERSION := $(shell sed -n '/^name = "wasm-bindgen"$$/{n;s/version = "\(.*\)"/\1/p}' Cargo.lock)
MACHETE_VERSION := 0.9.1
WORKER_BUILD := $(TOOLS)/bin/worker-build-$(WORKER_BUILD_VERSION)
MACHETE := $(TOOLS)/bin/cargo-machete-$(MACHETE_VERSION)
WASM_BINDGEN := $(TOOLS)/bin/wasm-bindgen-$(WASM_BINDGEN_VERSION)
NPM := node_modules/.package-lock.json
WASM := crates/coordinator/build/index_bg.wasm
# What the compiler did not inline stays where it is: moved once more it compresses worse and runs no faster.
WASM_OPT_FLAGS := -O3 --one-caller-inline-max-function-size=0 $(addprefix --enable-,bulk-memory exception-handling \
  multivalue mutable-globals nontrapping-float-to-int reference-types sign-ext simd)
# The releases before and after this one, for the tests of deploys.
FEATURES_previous := previous,gaps
FEATURES_next := next,pause,leak,hang
NEIGHBOURS := $(foreach release,previous next,target/neighbours/$(release)/index_bg.wasm)
CLI := target/debug/cuepoint
SERVE := target/debug/cuepoint-serve
# The Worker is wasm only, and the end-to-end tests need workerd.
NATIVE := --workspace --exclude coordinator --exclude tests

WASM_SOURCES := $(shell find crates -not -path 'crates/cli/*' -not -path 'crates/serve/*' \( -name '*.rs' -o -name '*.css' -o -name Cargo.toml \)) \
  Cargo.toml Cargo.lock .cargo/config.toml docs/openapi.json docs/CHANGES.md

export WRANGLER_SEND_METRICS := false

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):[^#]*## (.*)/  make \1\t\2/' | expand -t 16

.PHONY: demo
demo: build ## turn a sample article, or SOURCE=path, into an episode
	@$(SERVE) --port 0 -- $(CLI) generate "$(if $(SOURCE),$(abspath $(SOURCE)),tests/fixtures/article.md)"

.PHONY: serve
serve: build ## run the service here until interrupted; CUEPOINT_PORT=n and CUEPOINT_STATE=folder name another place
	@$(SERVE)

.PHONY: test
test: check sim e2e ## everything CI runs

.PHONY: check
check: $(MACHETE) ## the quick part: format, lints, arrows between crates, unused dependencies, docs, native tests
	@.ci/timed format cargo fmt --all --check
	@.ci/timed arrows .ci/arrows
	@.ci/timed unused .ci/unused
	@.ci/timed lints cargo clippy --quiet --all-targets --workspace --exclude coordinator -- -D warnings
	@.ci/timed lints-wasm cargo clippy --quiet -p coordinator --target wasm32-unknown-unknown -- -D warnings
	@.ci/timed docs env RUSTDOCFLAGS="-D warnings" cargo doc --quiet --no-deps $(NATIVE)
	@.ci/timed tests .ci/tests $(NATIVE)

.PHONY: watch
watch: ## run again what each change touches, until interrupted
	@.ci/watch

.PHONY: sim
sim: ## break 10,000 or SEEDS=n worlds of one job, or tell what happened in SEED=k
	@.ci/timed sim-build cargo build --quiet --release -p simulator
	@.ci/timed sim target/release/simulator $(if $(SEEDS),$(SEEDS) $(SEED),$(if $(SEED),1 $(SEED)))

.PHONY: mutants
mutants: ## put each bug of mutants.diff, or those named MUTANT, into a copy of the sources: who catches it?
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
e2e: build $(NEIGHBOURS) ## the tests in a real workerd, listened to by ffmpeg, mp3val and mutagen
	@.ci/timed listeners tests/tools/install
	@.ci/timed e2e-build cargo test --quiet -p tests --test e2e --no-run
	@.ci/timed e2e cargo test --quiet -p tests --test e2e

.PHONY: bench
bench: build target/neighbours/next/index_bg.wasm ## the figures: speed, size, memory, loudness, or those of PART=name
	@tests/tools/install
	@rustup target add wasm32-wasip1 2>/dev/null
	cargo build --quiet --release -p audio --example pace -p protocol --example negotiation --target wasm32-wasip1
	@cargo run --quiet -p tests --bin bench -- "$(PART)"

.PHONY: build
build: $(NPM) $(WASM) $(CLI) ## build the Worker, what runs it here, and the command line

.PHONY: setup
setup: $(NPM) $(WORKER_BUILD) $(WASM_BINDGEN) $(MACHETE) ## install the pinned tools under this folder

$(NPM): package.json package-lock.json
	@.ci/step "installing npm packages" npm ci --no-fund --no-audit
	@touch $@

# Debug builds of tools: they compile in a fifth of the time and run fast enough.
$(WORKER_BUILD):
	@.ci/step "building worker-build" cargo install worker-build --version $(WORKER_BUILD_VERSION) --locked --debug --force --root $(TOOLS) --target-dir $(TOOLS)/build
	@touch $@

$(WASM_BINDGEN):
	@.ci/step "building wasm-bindgen" cargo install wasm-bindgen-cli --version $(WASM_BINDGEN_VERSION) --debug --force --root $(TOOLS) --target-dir $(TOOLS)/build
	@touch $@

$(MACHETE):
	@.ci/step "building cargo-machete" cargo install cargo-machete --version $(MACHETE_VERSION) --locked --debug --force --root $(TOOLS) --target-dir $(TOOLS)/build
	@touch $@

# worker-build downloads what it is not told about: tell it, and make sure that it is there. It would also leave the
# name of every function in what is deployed, a tenth of its size: wasm-opt is called here, and the names are put beside it.
$(WASM) $(NEIGHBOURS): export WASM_BINDGEN_BIN := $(abspath $(TOOLS))/bin/wasm-bindgen
$(WASM) $(NEIGHBOURS): export WASM_OPT_BIN := $(abspath node_modules)/.bin/wasm-opt
$(WASM) $(NEIGHBOURS): export ESBUILD_BIN := $(abspath node_modules)/.bin/esbuild
$(WASM): $(WASM_SOURCES) $(NPM) $(WORKER_BUILD) $(WASM_BINDGEN)
	@for tool in $$WASM_BINDGEN_BIN $$WASM_OPT_BIN $$ESBUILD_BIN; do test -x $$tool || { echo "missing: $$tool"; exit 1; }; done
	@rustup target list --installed | grep -qx wasm32-unknown-unknown || \
	  .ci/step "installing the wasm target" rustup target add wasm32-unknown-unknown
	@.ci/step "building the Worker" $(TOOLS)/bin/worker-build --release --no-opt crates/coordinator
	@.ci/step "making it small" $$WASM_OPT_BIN $@ -o $@ $(WASM_OPT_FLAGS) --symbolmap --pass-arg=symbolmap@$(@D)/names

# After the Worker: they share all it is made from but two crates.
$(NEIGHBOURS): target/neighbours/%/index_bg.wasm: $(WASM_SOURCES) | $(WASM)
	@.ci/step "building the $* release" $(TOOLS)/bin/worker-build --release --no-opt --out-dir ../../target/neighbours/$* crates/coordinator --features $(FEATURES_$*)
	@touch $@

.PHONY: $(CLI)
$(CLI):
	@cargo build --quiet -p cli -p serve

.PHONY: lifecycle
lifecycle: $(NPM) ## give the deployed bucket its rules: the last layer of deleting
	node_modules/.bin/wrangler r2 bucket lifecycle set cuepoint --file docs/lifecycle.json --force

.PHONY: dataflow
dataflow: ## write docs/DATA-FLOW.md anew from the map
	GOLDEN=write cargo test --quiet -p protocol dataflow

.PHONY: openapi
openapi: ## write docs/openapi.json anew from the types
	GOLDEN=write cargo test --quiet -p protocol openapi
