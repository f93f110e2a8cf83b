#!/usr/bin/env bash
# Are the Linux desktop entry and its description well formed? Asks the two freedesktop validators where they are there.
set -euo pipefail
cd "$(dirname "$0")/../packaging/linux"

ask() {
  if command -v "$1" >/dev/null; then "$@"; else echo "$1 is not here; ${*: -1} was not looked at."; fi
}
ask desktop-file-validate org.raincheck_pos.Raincheck.desktop
ask appstreamcli validate --no-net org.raincheck_pos.Raincheck.metainfo.xml
