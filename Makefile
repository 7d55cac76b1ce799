# Thin targets; each line is what a person would type.
CONFIGURATION ?= Release
PACKAGES ?= system

.PHONY: setup native build test demo clean
setup:
	@eng/setup.sh
native: setup
	@cmake -S interop/native -B artifacts/native-build -DCMAKE_BUILD_TYPE=Release
	@cmake --build artifacts/native-build --parallel 2
