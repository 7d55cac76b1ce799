#!/usr/bin/env bash
# Installs, without a question, the distribution's libraries that this project builds on and that are not there yet.
# A second run finds them all, touches no network and prints nothing.
#   LIBTORCH=/path       builds on that libtorch; Debian's is then not asked for
#   eng/setup.sh test    also those that only tests use: readers independent of ours (h5py and numpy), Open MPI for training on two ranks
#   PACKAGES=published   takes TorchSharp, HDF.PInvoke and OpenCvSharp from NuGet; no library is asked for
# Exit: 0 all there, 4 something is missing and cannot be installed (one line says what and how).
set -euo pipefail
export LC_ALL=C

die() { echo "eventstereo: $*" >&2; exit 4; }

require_dotnet() {
    local wanted=10 newest
    command -v dotnet > /dev/null || die "the .NET SDK is missing; install .NET $wanted (https://dotnet.microsoft.com/download) and run make again"
    newest=$(dotnet --list-sdks | cut -d. -f1 | sort -n | tail -1)
    [ "${newest:-0}" -ge "$wanted" ] || die "the .NET SDK is version ${newest:-none}; install .NET $wanted (https://dotnet.microsoft.com/download) and run make again"
}

wanted_packages() {
    [ "${PACKAGES:-system}" = published ] && return
    [ -n "${LIBTORCH:-}" ] || echo libtorch-dev libopenblas0-pthread
    echo libhdf5-103-1
    echo liblz4-1 libzstd1 libdeflate0 libblosc1
    echo libopencv-core-dev libopencv-imgproc-dev libopencv-calib3d-dev libopencv-imgcodecs-dev
    echo cmake g++ make
}

# What only the tests use; without it they skip what they cannot hold against another reader, and training under mpirun.
test_packages() { echo python3-h5py python3-numpy openmpi-bin; }

# The packages among "$@" that dpkg does not hold as installed.
missing_among() {
    local installed package
    installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2> /dev/null | sed -n 's/ installed$//p')
    for package in "$@"; do
        grep -qxF -- "$package" <<< "$installed" || echo "$package"
    done
}

# Debian's libtorch takes whatever BLAS the alternatives name. OpenBLAS wins on its own; a choice made by hand may undo that.
warn_of_slow_blas() {
    local torch blas
    torch=$(dpkg -L libtorch1.13 2> /dev/null | grep -m1 '/libtorch_cpu\.so') || return 0
    blas=$(ldd "$torch" | awk '$1 == "libblas.so.3" { print $3 }')
    [ -n "$blas" ] || return 0
    case $(readlink -f "$blas") in
        *openblas*) ;;
        *) echo "eventstereo: libtorch runs on $(readlink -f "$blas"), a hundred times slower than OpenBLAS; run: update-alternatives --auto libblas.so.3-$(basename "$(dirname "$torch")")" >&2 ;;
    esac
}

install() {
    local as_root=$1 log
    shift
    log=$(mktemp)
    echo "eventstereo: installing $*" >&2
    apt() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -q -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 "$@" < /dev/null >> "$log" 2>&1; }
    # The package lists may be absent (a bare image) or stale: fetch them only then, twice if the first try fails.
    if ! apt install --no-install-recommends "$@"; then
        apt update || { sleep 5; apt update; } || true
        apt install --no-install-recommends "$@" || { tail -n 20 "$log" >&2; die "apt-get could not install $*; its log is $log"; }
    fi
    rm -f "$log"
}

require_dotnet
wanted_for=${1:-build}
read -ra wanted <<< "$({ wanted_packages; [ "$wanted_for" != test ] || test_packages; } | tr '\n' ' ')"
[ "${#wanted[@]}" -gt 0 ] || exit 0
command -v dpkg-query > /dev/null || die "this is no Debian; install the counterparts of ${wanted[*]} by hand, or build with PACKAGES=published"
read -ra missing <<< "$(missing_among "${wanted[@]}" | tr '\n' ' ')"
if [ "${#missing[@]}" -gt 0 ]; then
    if [ "$(id -u)" = 0 ]; then
        install "" "${missing[@]}"
    elif command -v sudo > /dev/null && sudo -n true 2> /dev/null; then
        install "sudo -n" "${missing[@]}"
    else
        die "missing ${missing[*]}; run: sudo apt-get install --no-install-recommends ${missing[*]}"
    fi
fi
[ -n "${LIBTORCH:-}" ] || warn_of_slow_blas
