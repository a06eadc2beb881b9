# Every task of this project. Each is one command; `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help demo verify image image-test release-version release-publish release-notes build test dev tools bench manifests format clean

help: ## List the tasks
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Tell the whole story on this machine, against an emulated AWS account (KEEP=1 leaves it running)
	@KEEP=$(KEEP) tools/demo.sh

verify: tools image ## Everything that CI checks: the image, build, all tests, formatting, static checks, generated files
	@AWSPOSTURE_TOOLS="$$(tools/build.sh)" AWSPOSTURE_IMAGE="$(CURDIR)/target/image/aws-posture-operator.tar" ./build verify

image: ## Make the container image target/image/aws-posture-operator.tar, without a container engine (docs/image.md)
	@tools/image.sh

image-test: image ## Run the image as the chart does, against a local API server; needs root or sudo
	@AWSPOSTURE_TOOLS="$$(tools/build.sh)" AWSPOSTURE_IMAGE="$(CURDIR)/target/image/aws-posture-operator.tar" \
	  ./build -q verify -Dquick -Dtest=NoSuchTest -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ImageIT

release-version release-publish release-notes: release-%: # Steps of .github/workflows/release.yaml
	@tools/release.sh $*

build: ## Compile and package the operator and the command line, without tests
	@./build package -Dmaven.test.skip=true

test: ## All tests but those of the API server; without the emulator (make tools) its tests are skipped
	@./build test

dev: ## Run the operator in Quarkus dev mode against a local API server and the emulator
	@tools/dev.sh

tools: ## Build or fetch the API server, Helm, Prometheus and the AWS emulator that tests and demo use (kept outside the tree)
	@tools/build.sh etcd kube-apiserver kubectl helm promtool prometheus glua kstatus gitops-crds actionlint hclfmt >/dev/null
	@tools/emulator.sh install >/dev/null
	@tools/cfn-lint.sh install >/dev/null

bench: tools ## Measure scans against a large emulated account (not part of verify)
	@tools/bench.sh

manifests: ## Write target/manifests/install.yaml for people without Helm (INSTALLATION=NAME, OPTIONS='--values my.yaml')
	@mkdir -p target/manifests
	@tools/manifests.sh $(if $(INSTALLATION),--set installation=$(INSTALLATION)) $(OPTIONS) >target/manifests/.install.yaml
	@mv target/manifests/.install.yaml target/manifests/install.yaml
	@echo "target/manifests/install.yaml: kubectl apply --server-side -f it"

format: ## Format the Java sources
	@./build -q spotless:apply

clean: ## Remove what builds leave in the tree; caches outside it stay
	@./build -q clean
