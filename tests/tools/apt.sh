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
  [ "${#apt_options[@]}" -gt 2 ] && return
  apt-cache show "$1" >/dev/null 2>&1 && return
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
  (cd "$from" && apt-get "${apt_options[@]}" -qq download "$@") || fail "$COMPLAINT"
  for package in "$from"/*.deb; do dpkg -x "$package" "$into"; done
  rm -r "$from"
}
