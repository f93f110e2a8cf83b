#!/usr/bin/env bash
# Are the system libraries there that Qt loads and no Python package brings? Installs them where it may.
set -euo pipefail
. "$(dirname "$0")/apt.sh"

[ "$(uname -s)" = Linux ] || exit 0
PATH=$PATH:/usr/sbin:/sbin
command -v ldconfig >/dev/null || exit 0  # no way to ask; Qt itself will say what it lacks

# library that must load = Debian package that holds it
wanted=(
  libGL.so.1=libgl1
  libEGL.so.1=libegl1
  libglib-2.0.so.0=libglib2.0-0
  libfontconfig.so.1=libfontconfig1
  libdbus-1.so.3=libdbus-1-3
  libxkbcommon.so.0=libxkbcommon0
  libgssapi_krb5.so.2=libgssapi-krb5-2
)
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  wanted+=(
    libX11-xcb.so.1=libx11-xcb1
    libxcb-cursor.so.0=libxcb-cursor0
    libxcb-icccm.so.4=libxcb-icccm4
    libxcb-keysyms.so.1=libxcb-keysyms1
    libxcb-xkb.so.1=libxcb-xkb1
    libxcb-shape.so.0=libxcb-shape0
    libxkbcommon-x11.so.0=libxkbcommon-x11-0
  )
fi
if [ -n "${WAYLAND_DISPLAY:-}" ]; then
  wanted+=(libwayland-cursor.so.0=libwayland-cursor0 libwayland-egl.so.1=libwayland-egl1)
fi

known=$(ldconfig -p)
missing=()
for pair in "${wanted[@]}"; do
  case $known in *"${pair%%=*} "*) ;; *) missing+=("${pair#*=}") ;; esac
done
[ ${#missing[@]} = 0 ] || install_packages "Some libraries of the system that the window needs are" "${missing[@]}"
