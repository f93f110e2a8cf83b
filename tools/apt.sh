# Sourced by the set-up scripts: what may be installed through apt, and the sentence for when it may not.

say() { printf 'raincheck: %s\n' "$*" >&2; }

# install_packages WHAT-FOR PACKAGE... : installs them, or prints the one line to run and fails.
install_packages() {
  local purpose=$1 become=()
  shift
  local line="apt-get install -y --no-install-recommends $*"
  if ! command -v apt-get >/dev/null; then
    say "$purpose missing. Install what your system calls: $*"
    return 1
  fi
  if [ "$(id -u)" != 0 ]; then
    become=(sudo -n)
    if ! sudo -n true 2>/dev/null; then
      say "$purpose missing. Run this line once, then try again:"
      say "    sudo $line"
      return 1
    fi
  fi
  say "$purpose missing; installing: $*"
  # A package list that was never fetched, or is old, makes the first try fail.
  "${become[@]}" env DEBIAN_FRONTEND=noninteractive $line -qq >/dev/null 2>&1 ||
    { "${become[@]}" apt-get update -qq && "${become[@]}" env DEBIAN_FRONTEND=noninteractive $line -qq >/dev/null; } ||
    { say "apt could not install them. Run this line and read what it says:  sudo $line"; return 1; }
}
