# Packages of Debian 12 without root, for scripts that source this: fetched and unpacked into a folder of ours. A script sets
# COMPLAINT first, the sentence for a machine that has no such packages.

APT=$PWD/target/tools/apt
apt_options=(-o APT::Sandbox::User=root)

fail() {
  echo "$1" >&2
  exit 1
}

# Package lists that know this package: the system's where they do, our own otherwise.
apt_lists() { # package
  command -v apt-get >/dev/null && command -v dpkg >/dev/null || fail "$COMPLAINT"
  apt-cache "${apt_options[@]}" show "$1" >/dev/null 2>&1 || apt_own_lists
}

apt_own_lists() {
  [ "${#apt_options[@]}" -gt 2 ] && return
  echo "fetching package lists of Debian into target/tools/apt"
  mkdir -p "$APT/lists/partial" "$APT/cache/archives/partial"
  apt_options+=(-o "Dir::State::lists=$APT/lists" -o "Dir::Cache=$APT/cache" -o Debug::NoLocking=true)
  apt-get "${apt_options[@]}" -qq update || fail "$COMPLAINT"
}

# The packages among these, and among all that they need, that the machine does not have.
apt_missing() { # packages
  local plan
  plan=$(apt-get "${apt_options[@]}" -qq install --simulate --no-install-recommends "$@") || fail "$COMPLAINT"
  sed -n 's/^Inst \([^ ]*\).*/\1/p' <<<"$plan"
}

apt_unpack() { # folder, packages
  local into=$1 from
  shift
  from=$(mktemp -d)
  # The system's lists may name versions that Debian has replaced since.
  apt_download "$from" "$@" 2>/dev/null || { apt_own_lists && apt_download "$from" "$@"; } || fail "$COMPLAINT"
  for package in "$from"/*.deb; do dpkg -x "$package" "$into"; done
  rm -r "$from"
}

apt_download() { # folder, packages
  (cd "$1" && shift && apt-get "${apt_options[@]}" -qq download "$@")
}
