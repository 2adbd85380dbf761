# Loa Số — every command a person needs; `make` alone lists them.

SHELL := /bin/sh
.DEFAULT_GOAL := help

# After `npm ci` the repository brings its own Node 24; it goes first wherever our code runs.
ifndef SYSTEM_PATH
SYSTEM_PATH := $(PATH)
endif
export SYSTEM_PATH
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

MODULES := node_modules/.package-lock.json
BUILT := .cache/stamps/build
RUN_TS := node --import=tsx --conditions=source
SOURCES := package-lock.json $(shell find tsconfig.json shared server edge-agent test deploy/demo deploy/agent \
	-name node_modules -prune -o -name dist -prune -o -type f -print 2>/dev/null)

SEEDS ?= 200
BOXES ?= 20
DAYS ?= 7
CLIPS ?= 200
KILLS ?= 200
MONTH ?= 30
MUTATIONS ?= 100000
MINUTES ?= 30

DEB_ARCH ?= amd64 arm64 armhf

.PHONY: help setup setup-test install demo run test check bench simulate screenshots prove-mastering prove-kills prove-records prove-hostile prove-box prove-month prove-drift agent-deb prove-deb lint build clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

setup: install build ## Install what is missing (Debian packages, npm packages) and build

setup-test: setup
	@sh deploy/setup/debian.sh test

install:
	@sh deploy/setup/debian.sh base
	@$(MAKE) --no-print-directory -s $(MODULES)

$(MODULES): package-lock.json
	@echo 'npm ci'
	PATH="$(SYSTEM_PATH)" npm ci --loglevel=error --no-progress
	@# npm 10 forgets to link the Node it has just brought; npm 11 does not.
	@[ -e node_modules/.bin/node ] || PATH="$(SYSTEM_PATH)" npm rebuild --loglevel=error --no-progress
	@touch $@

build: $(BUILT) ## Compile every room and bundle the dashboard

$(BUILT): $(MODULES) $(SOURCES)
	@echo 'npm run build'
	@npm run --silent build
	@mkdir -p $(@D) && touch $@

demo: ## Run the demo world of Gia Lai; ONCE=1 runs the main job once, checks it and ends
	@sh deploy/setup/demo.sh

run: setup ## Start the server with the settings of this machine
	@exec node server/bin/loaso.js serve

test: setup-test ## Run every check and test; the last line counts them
	@exec node test/house/run-all.mjs

check: setup ## Types, lint, import rooms, dead code and house rules, without the other tests
	@exec node test/house/run-all.mjs 'test/house/**/*.test.ts'

bench: setup ## Measure; ONLY=speech|plan|publish|box|sound|footprint|fleet|emergency|province|reports|diagnosis|incidents|screen picks one group
	@sh deploy/setup/debian.sh bench
	@exec $(RUN_TS) test/bench/main.ts $(ONLY)

screenshots: setup-test ## Renew the pictures of docs/screens from the built dashboard
	@exec $(RUN_TS) test/screens/main.ts

simulate: setup ## Run SEEDS=200 simulated weeks of a fleet with every kind of fault
	@seed=1; while [ $$seed -le $(SEEDS) ]; do \
	  node server/bin/loaso.js simulate --boxes $(BOXES) --days $(DAYS) --seed $$seed --faults all \
	    || exit 1; \
	  seed=$$((seed + 1)); \
	done

prove-mastering: setup ## Measure CLIPS=200 mastered clips with an independent meter
	@exec $(RUN_TS) test/bench/prove.ts mastering $(CLIPS)

prove-kills: setup ## Kill server and signer at KILLS=200 random points of publishing
	@exec $(RUN_TS) test/bench/prove.ts kills $(KILLS)

prove-records: setup-test ## Kill boxes, server and broker KILLS=200 times during airings and count the ledger
	@exec $(RUN_TS) test/bench/prove.ts records $(KILLS)

prove-hostile: setup ## Send MUTATIONS=100000 damaged messages to a real agent over real MQTT
	@exec $(RUN_TS) test/bench/prove.ts hostile $(MUTATIONS)

prove-box: setup ## Cut the box's power 5 x KILLS=200 times, kill its program KILLS=200 times
	@exec $(RUN_TS) test/bench/prove.ts box $(KILLS)

prove-month: setup ## Live MONTH=30 days of a box on virtual time: memory, and bytes written
	@exec $(RUN_TS) test/bench/prove.ts month $(MONTH)

prove-drift: setup ## Hear two cards 250 ppm apart for MINUTES=30
	@sh deploy/setup/debian.sh bench
	@exec $(RUN_TS) test/bench/prove.ts drift $(MINUTES)

agent-deb: install ## Debian packages of the box into .cache/agent; DEB_ARCH="amd64 arm64 armhf"
	@exec $(RUN_TS) deploy/agent/build.ts $(DEB_ARCH)

prove-deb: setup ## The package in a clean Debian (as root): enrol, play, update, go back, purge
	@arch="$$(dpkg --print-architecture)"; \
	  $(RUN_TS) deploy/agent/build.ts "$$arch" && \
	  exec $(RUN_TS) deploy/agent/prove/main.ts .cache/agent/loaso-agent_*_"$$arch".deb

lint: $(MODULES) ## Format and correct what Biome can correct by itself
	npm run --silent format

clean: ## Remove everything that was built; node_modules and data stay
	rm -rf .cache shared/dist server/dist server/dashboard/dist edge-agent/dist
