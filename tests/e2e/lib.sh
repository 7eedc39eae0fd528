# SPDX-License-Identifier: BSD-2-Clause
# Sourced by the end-to-end tests: TAP on standard output, one temporary directory that is gone afterwards.
#   . tests/e2e/lib.sh
#   run COMMAND…             keeps $status, $work/out, $work/err
#   is "what" GOT EXPECTED   one point
#   has "what" FILE TEXT     one point: the file has a line with the text (fixed string)
#   done_testing
set -u
: "${PROBETAP:?the path of the probetap under test}" "${BUILD:=build}"
PYTHON=${PYTHON:-/usr/bin/python3.11}
LC_ALL=C.UTF-8
export LC_ALL
work=$(mktemp -d "${TMPDIR:-/tmp}/probetap-test.XXXXXX") || exit 99
chmod 755 "$work"
mkdir -m 1777 "$work/tmp"
TMPDIR=$work/tmp # what probetap leaves behind is seen there, and nowhere else
export TMPDIR
trap 'rm -rf "$work"' EXIT
trap 'exit 99' INT TERM HUP
points=0

run() {
	"$@" > "$work/out" 2> "$work/err" < /dev/null
	status=$?
}

pass() {
	points=$((points + 1))
	echo "ok $points - $1"
}

fail() {
	points=$((points + 1))
	echo "not ok $points - $1"
	shift
	printf '%s\n' "$@" | sed 's/^/# /'
}

is() {
	if [ "$2" = "$3" ]; then pass "$1"; else fail "$1" "got:      $2" "expected: $3" "$(tail -n 20 "$work/out" "$work/err" 2>/dev/null)"; fi
}

has() {
	if grep -qF -- "$3" "$2"; then pass "$1"; else fail "$1" "no line has: $3" "in $2:" "$(tail -n 20 "$2")"; fi
}

hasnt() {
	if grep -qF -- "$3" "$2"; then fail "$1" "a line has: $3" "in $2:" "$(grep -F -- "$3" "$2" | head -n 5)"; else pass "$1"; fi
}

skip() {
	points=$((points + 1))
	echo "ok $points - $1 # SKIP $2"
}

skip_all() {
	echo "1..0 # SKIP $1"
	exit 0
}

nothing_left() {
	is "no temporary file is left behind" "$(find "$TMPDIR" -mindepth 1 | wc -l)" 0
}

done_testing() {
	echo "1..$points"
}

have_bpf() {
	[ "$(id -u)" -eq 0 ] && [ "${BPF:-1}" = 1 ]
}
