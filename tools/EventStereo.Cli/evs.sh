#!/bin/sh
# Starts evs; artifacts/evs is a link to this.
# The runtime reserves 2 GB of file-backed memory for its separation of writable and executable pages, and does not start
# under a limit on file sizes (ulimit -f); without the separation it does, and starts a tenth of a second sooner. A write
# beyond that limit shall be an error like a full disk, not a signal that ends the process with half a file behind it.
DOTNET_EnableWriteXorExecute=${DOTNET_EnableWriteXorExecute:-0}
export DOTNET_EnableWriteXorExecute
# OpenMP's threads spin while they wait for one another: on a machine that has other work too, most of its time goes there.
OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-passive}
export OMP_WAIT_POLICY
trap '' XFSZ
exec "$(dirname "$(readlink -f "$0")")/evs" "$@"
