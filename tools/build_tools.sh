#!/usr/bin/env bash
# build_tools.sh PYTHON : what PyInstaller needs of the system: objdump, and Python as a shared library.
set -euo pipefail
. "$(dirname "$0")/apt.sh"

[ "$(uname -s)" = Linux ] || exit 0
PATH=$PATH:/usr/sbin:/sbin
missing=()
command -v objdump >/dev/null || missing+=(binutils)
# Debian's own python3 carries its library inside; the shared one is a package of its own.
read -r prefix library package < <("$1" -c 'import sys, sysconfig
print(sys.base_prefix, sysconfig.get_config_var("INSTSONAME"), "libpython%d.%d" % sys.version_info[:2])')
if [ "$prefix" = /usr ] && ! ldconfig -p | grep -qF "$library "; then missing+=("$package"); fi
[ ${#missing[@]} = 0 ] || install_packages "What building needs is" "${missing[@]}"
