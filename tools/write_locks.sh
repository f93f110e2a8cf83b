#!/usr/bin/env bash
# write_locks.sh [--upgrade] : writes requirements/*.lock for every system and every Python from 3.11 on.
# The locks carry hashes and no address, so that they hold wherever packages are fetched from.
set -euo pipefail

export UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS:-true}
options=(--universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet)

uv pip compile pyproject.toml "${options[@]}" "$@" --output-file requirements/register.lock >/dev/null
# The register's versions bind the developer's, so that what is tested is what is shipped.
uv pip compile pyproject.toml "${options[@]}" "$@" --group dev --constraint requirements/register.lock --output-file requirements/dev.lock >/dev/null
