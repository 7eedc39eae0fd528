# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=sh
# Read by ci/interpreters and ci/builds: an apt of our own, for releases that the machine does not follow. It takes the mirror from the
# machine's apt configuration, and proxies and the like with it; of the machine's own package lists and packages nothing is changed.

# The reader names itself in `program`.
complain() {
	# shellcheck disable=SC2154
	echo "$program: $1" >&2
}

die() { # message [exit status]
	complain "$1"
	exit "${2:-3}"
}

need() { # command, Debian package
	command -v "$1" > /dev/null || die "$1: missing: install the Debian package $2 (or run: sudo ci/deps)"
}

# A directory made through sudo belongs to whom the directory above belongs: make must be able to write into build/.
make_directory() {
	[ ! -d "$1" ] || return 0
	make_directory "$(dirname "$1")"
	mkdir "$1" && chown --reference="$(dirname "$1")" "$1"
}

# Deletes a directory, but never through a file system that somebody mounted in it (a root's /proc, /sys).
remove_tree() {
	if [ -L "$1" ] || [ ! -e "$1" ]; then
		rm -f "$1"
		return
	fi
	mounted=$(awk -v under="$(realpath "$1")/" 'index($5 "/", under) == 1 {print $5; exit}' /proc/self/mountinfo)
	[ -z "$mounted" ] || die "$1: cannot be removed: something is mounted at $mounted (try: umount $mounted)"
	rm -rf --one-file-system "$1"
}

# The machine's mirror of Debian. What apt knows best comes first: archives whose Release file says that they are Debian's own. Before the first
# `apt-get update` it has no Release files, and the name of the release in the sources must do.
mirror() {
	# shellcheck disable=SC2016 # apt expands them
	apt-get indextargets --format '$(LABEL)|$(RELEASE)|$(REPO_URI)' 'Created-By: Packages' 2> /dev/null | awk -F '|' '
		$1 == "Debian" && !own {own = $3}
		$1 == "" && $2 ~ /^(bullseye|bookworm|trixie|forky|duke|sid|(old)*stable|testing|unstable)$/ && !likely {likely = $3}
		END {print own ? own : likely}'
}

# Sets `apt_options` for a directory: apt-get's state and cache are there, its sources are one release, its list of installed packages is empty.
private_apt() { # directory, deb or deb-src, release
	need apt-get apt
	uri=$(mirror)
	[ -n "$uri" ] || die "apt knows no mirror of Debian: see /etc/apt/sources.list and /etc/apt/sources.list.d"
	keyring=/usr/share/keyrings/debian-archive-keyring.gpg
	[ -f "$keyring" ] || die "$keyring: missing: install the Debian package debian-archive-keyring (or run: sudo ci/deps)"
	mkdir -p "$1/state/lists/partial" "$1/cache/archives/partial"
	: > "$1/state/status"
	# A frozen or lagging mirror of a moving release is out of date, not forged: the signature is checked all the same.
	echo "$2 [signed-by=$keyring arch=$(dpkg --print-architecture) check-valid-until=no] $uri $3 main" > "$1/sources.list"
	cat > "$1/apt.conf" <<-CONFIGURATION
		Dir::Etc::SourceList "$1/sources.list";
		Dir::Etc::SourceParts "/dev/null";
		Dir::Etc::Preferences "/dev/null";
		Dir::Etc::PreferencesParts "/dev/null";
		Dir::State "$1/state";
		Dir::State::Status "$1/state/status";
		Dir::Cache "$1/cache";
		APT::Default-Release "";
		APT::Install-Recommends "false";
		Acquire::Languages "none";
		Acquire::Retries "3";
	CONFIGURATION
	# Root's downloads would be given to the user _apt, who cannot enter every directory.
	[ "$(id -u)" -ne 0 ] || echo 'APT::Sandbox::User "root";' >> "$1/apt.conf"
	apt_options="-q -y -c $1/apt.conf"
}

run_apt() {
	# shellcheck disable=SC2086 # words
	apt-get $apt_options "$@"
}
