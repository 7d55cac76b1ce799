# Thin targets; each is what a person would type. Nothing is done twice: libraries are installed, the native layer is
# compiled and the solution is built only where something changed.
#   make demo                     the main job on the sample recording, into demo-out/
#   make test                     every test; the last line is the total
#   make build PACKAGES=published the published TorchSharp, HDF.PInvoke and OpenCvSharp in place of interop/
#   make build LIBTORCH=/path     interop/ over another libtorch (a CUDA build, a Python wheel's)
CONFIGURATION ?= Release
PACKAGES ?= system
LIBTORCH ?=
DEMO_OUT ?= demo-out

ARTIFACTS := artifacts$(if $(filter published,$(PACKAGES)),/published)
BINARIES := $(ARTIFACTS)/bin
OUTPUT := $(shell echo $(CONFIGURATION) | tr A-Z a-z)
BUILT := $(ARTIFACTS)/.built-$(OUTPUT)
# One build folder and stamp for each libtorch; the stamp of another is removed, since all write to artifacts/native.
TORCH_NAME := $(subst /,_,$(LIBTORCH))
NATIVE_BUILT := $(if $(filter system,$(PACKAGES)),artifacts/native/.built$(TORCH_NAME))

NATIVE_SOURCES := $(shell find interop/native -type f 2>/dev/null)
# Folders are listed too: their time changes when a file goes.
SOURCES := $(shell find EventIO Energy Search StereoNet interop tools tests eng samples weights \
	-not -path 'interop/native/*' 2>/dev/null | grep -v ' ') $(wildcard Directory.* global.json *.sln)

export PACKAGES LIBTORCH
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1
export DOTNET_SKIP_FIRST_TIME_EXPERIENCE := 1
export DOTNET_CLI_UI_LANGUAGE := en
export MSBUILDDISABLENODEREUSE := 1
export DOTNET_CLI_HOME ?= $(if $(HOME),$(HOME),$(CURDIR)/artifacts/home)

.PHONY: setup native build test demo clean
setup:
	@eng/setup.sh

native: setup
	@$(if $(NATIVE_BUILT),$(MAKE) -s --no-print-directory $(NATIVE_BUILT),:)

build: native
	@$(MAKE) -s --no-print-directory $(BUILT)

test: build
	@eng/setup.sh test || echo "Tests that read our files with h5py and numpy, and those under mpirun, will be skipped" >&2
	@eng/test.sh $(BINARIES) $(OUTPUT)

demo: build
	@$(ARTIFACTS)/evs demo --out $(DEMO_OUT)

clean:
	@rm -rf artifacts demo-out

artifacts/native/.built$(TORCH_NAME): $(NATIVE_SOURCES)
	@mkdir -p artifacts/native
	@rm -f artifacts/native/.built*
	@cmake -S interop/native -B artifacts/native-build$(TORCH_NAME) -DCMAKE_BUILD_TYPE=Release $(if $(LIBTORCH),-DLIBTORCH=$(LIBTORCH)) -Wno-dev > artifacts/native/configure.log \
		|| { cat artifacts/native/configure.log; exit 1; }
	@echo 'Compiling the native layer over libtorch and OpenCV'
	@cmake --build artifacts/native-build$(TORCH_NAME) --parallel 2 > artifacts/native/build.log 2>&1 || { cat artifacts/native/build.log; exit 1; }
	@touch $@

$(BUILT): $(NATIVE_BUILT) $(SOURCES)
	@echo 'Building the solution ($(CONFIGURATION), packages: $(PACKAGES))'
	@dotnet msbuild EventStereo.sln -restore -p:Configuration=$(CONFIGURATION) -p:Packages=$(PACKAGES) -p:ArtifactsPath=$(CURDIR)/$(ARTIFACTS) -nologo -v:quiet -clp:NoSummary -nr:false -m
	@ln -sfn bin/EventStereo.Cli/$(OUTPUT)/evs.sh $(ARTIFACTS)/evs
	@touch $@
