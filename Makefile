# SPDX-License-Identifier: Apache-2.0
# The common tasks, each one line of what it really runs.
.DEFAULT_GOAL := help
.PHONY: help up test format docs bench clean

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

clean: ## Remove everything that was built
	./mvnw -q clean
