#!/usr/bin/env bash
# make_venv.sh FOLDER LOCK : a Python environment with exactly the locked packages and this project in it.
# PYTHON=... chooses the interpreter. Uses uv where it is on the PATH, plain pip otherwise or when uv cannot.
set -euo pipefail
. "$(dirname "$0")/apt.sh"
venv=$1 lock=$2

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
  local name
  for name in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    if command -v "$name" >/dev/null && new_enough "$name"; then command -v "$name"; return; fi
  done
  return 1
}

python=$(find_python) || {
  if [ -n "${PYTHON:-}" ]; then say "$PYTHON is not a Python 3.11 or newer."; exit 1; fi
  if ! command -v python3 >/dev/null; then install_packages "Python is" python3 python3-venv; fi
  python=$(find_python) || {
    say "Raincheck needs Python 3.11 or newer; this machine has $(python3 --version 2>&1)."
    say "Install one and name it:  make PYTHON=/path/to/python3.12 test"
    exit 1
  }
}

if ! { [ -x "$venv/bin/python" ] && [ -z "${PYTHON:-}" ] && new_enough "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1; }; then
  # Debian keeps ensurepip in a package of its own, one for each version of Python.
  "$python" -c 'import ensurepip, venv' 2>/dev/null ||
    install_packages "Python's venv module is" "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
  say "making $venv with $("$python" --version)"
  "$python" -m venv --clear "$venv"
fi

export PIP_DISABLE_PIP_VERSION_CHECK=1
export UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS:-true}  # else uv trusts only its own list of authorities
say "installing the locked packages"
if ! { command -v uv >/dev/null && uv pip install --quiet --python "$venv/bin/python" --require-hashes -r "$lock"; }; then
  "$venv/bin/python" -m pip install --quiet --require-hashes -r "$lock"
fi
"$venv/bin/python" -m pip install --quiet --no-build-isolation --no-deps --editable .
