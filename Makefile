# SPDX-License-Identifier: Apache-2.0
# The common tasks, each one line of what it really runs.
.DEFAULT_GOAL := help
.PHONY: help up test format docs bench micro clean

BUILD_BENCH = ./mvnw -q -Dmaven.test.skip -Dspotless.check.skip -Dcheckstyle.skip -pl lanyard-bench -am package
BENCH = "$$(.mvn/find-jdk)/bin/java" --enable-native-access=ALL-UNNAMED -cp "lanyard-bench/target/lanyard-bench.jar:lanyard-bench/target/lib/*"

help: ## List these tasks
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST)

up: ## Build when needed and start the server in the foreground
	./lanyard up

test: ## Compile, check style, run every test: what CI runs
	./mvnw verify

format: ## Format the sources
	./mvnw -q spotless:apply

docs: ## Write docs/operations.md from the code
	LANYARD_WRITE_DOCS=1 ./mvnw -q test -pl lanyard-server -am -Dtest=OperationsDocTest -Dsurefire.failIfNoSpecifiedTests=false

bench: ## Measure this checkout, ten minutes (`WHAT="start load"` for a part, `WHAT="against OTHER/lanyard"` beside another checkout)
	./lanyard up --help >/dev/null
	$(BUILD_BENCH)
	$(BENCH) dev.lanyard.bench.Bench ./lanyard $(WHAT)

micro: ## Measure signature, codec, validation and policy decisions with JMH
	$(BUILD_BENCH)
	$(BENCH) org.openjdk.jmh.Main 'dev.lanyard.bench.micro.*'

clean: ## Remove everything that was built
	./mvnw -q clean
