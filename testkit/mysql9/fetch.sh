#!/bin/sh
# Fetches MySQL 9 into the test kit's cache: Debian's packages of the suite "sid" with all they need,
# unpacked into a folder of their own. Nothing is installed, the system's package sources, lists and
# state stay untouched, and root is not needed. The archive is the one this system already uses; apt
# checks signatures and hashes. What lands is whatever 9.x the suite holds today.
set -eu

fail() {
    echo "mysql9: $*" >&2
    exit 1
}

cache=${OTTER_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/otter-testkit}
target=$cache/servers/mysql-9
keyring=${OTTER_KEYRING:-/usr/share/keyrings/debian-archive-keyring.gpg}

if [ -d "$target" ]; then
    echo "mysql9: $(cat "$target/version") is there already: $target (delete it to fetch anew)"
    exit 0
fi
for tool in apt-get dpkg-deb tar; do
    command -v "$tool" >/dev/null || fail "needs $tool, that is, Debian or one of its kin"
done
[ "$(dpkg --print-architecture)" = amd64 ] || fail "only amd64 is known to work"
[ -r "$keyring" ] || fail "no $keyring to check signatures with; install debian-archive-keyring," \
    "or name the file in OTTER_KEYRING"

mkdir -p "$cache/servers"
work=$(mktemp -d "$cache/servers/making-mysql9.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/parts"
: >"$work/status"

archive=$(apt-get indextargets --format '$(ORIGIN)|$(CREATED_BY)|$(COMPONENT)|$(REPO_URI)' |
    sed -n 's/^Debian|Packages|main|//p' | head -n 1)
[ -n "$archive" ] || fail "this system uses no Debian archive (or has no lists: run apt-get update)"
echo "deb [signed-by=$keyring] $archive sid main" >"$work/sources.list"

# An empty status file makes apt bring everything the server needs, down to the C library.
quiet_apt() {
    apt-get -q -y \
        -o Dir::Etc::SourceList="$work/sources.list" \
        -o Dir::Etc::SourceParts="$work/parts" \
        -o Dir::State::lists="$work/lists" \
        -o Dir::State::status="$work/status" \
        -o Dir::Cache="$work/cache" \
        -o Debug::NoLocking=1 \
        -o APT::Sandbox::User="$(id -un)" \
        -o APT::Install-Recommends=false \
        -o Acquire::Languages=none \
        "$@" >"$work/log" 2>&1 || {
        cat "$work/log" >&2
        fail "apt-get could not do this: $*"
    }
}

echo "mysql9: reading the package index"
quiet_apt update
echo "mysql9: downloading"
quiet_apt --download-only install mysql-server-core mysql-client-core

echo "mysql9: unpacking"
prefix=$work/prefix
mkdir -p "$prefix/usr/bin" "$prefix/usr/sbin" "$prefix/usr/lib" "$prefix/usr/lib64"
for name in bin sbin lib lib64; do
    ln -s "usr/$name" "$prefix/$name"
done
for package in "$work"/cache/archives/*.deb; do
    case ${package##*/} in
    perl* | libperl*) continue ;;
    esac
    dpkg-deb --fsys-tarfile "$package" |
        tar -x --keep-directory-symlink --no-same-owner -C "$prefix" \
            --exclude='./usr/share/doc' --exclude='./usr/share/man' --exclude='./etc'
done

libraries=$prefix/usr/lib/x86_64-linux-gnu
version=$("$libraries/ld-linux-x86-64.so.2" \
    --library-path "$libraries:$prefix/usr/lib/mysql/private" \
    "$prefix/usr/sbin/mysqld" --no-defaults --version) || fail "the unpacked server does not run"
case $version in
*" 9."*) ;;
*) fail "the suite holds another server: $version" ;;
esac
echo "$version" | sed 's/.*Ver \([0-9.]*\).*/\1/' >"$prefix/version"
mv -T "$prefix" "$target"
echo "mysql9: $(cat "$target/version") is ready: $target"
