#!/bin/sh
# Fetches the dumping and loading tools that `otter bench full-load` measures against into the test
# kit's cache: mydumper and myloader, mariadb-dump and mariadb, from Debian's packages with all they
# need, unpacked into a folder of their own. Nothing is installed, the system's package sources,
# lists and state stay untouched, and root is not needed. The archive and the suite are the ones
# this system already uses; apt checks signatures and hashes.
set -eu

fail() {
    echo "mydumper: $*" >&2
    exit 1
}

cache=${OTTER_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/otter-testkit}
target=$cache/programs/mydumper
keyring=${OTTER_KEYRING:-/usr/share/keyrings/debian-archive-keyring.gpg}

if [ -d "$target" ]; then
    echo "mydumper: $(cat "$target/version") is there already: $target (delete it to fetch anew)"
    exit 0
fi
for tool in apt-get dpkg-deb tar; do
    command -v "$tool" >/dev/null || fail "needs $tool, that is, Debian or one of its kin"
done
[ "$(dpkg --print-architecture)" = amd64 ] || fail "only amd64 is known to work"
[ -r "$keyring" ] || fail "no $keyring to check signatures with; install debian-archive-keyring," \
    "or name the file in OTTER_KEYRING"

mkdir -p "$cache/programs"
work=$(mktemp -d "$cache/programs/making-mydumper.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/parts"
: >"$work/status"

archive=$(apt-get indextargets --format '$(ORIGIN)|$(CREATED_BY)|$(COMPONENT)|$(REPO_URI) $(RELEASE)' |
    sed -n 's/^Debian|Packages|main|//p' | grep -v -e '-updates$' -e '-security$' | head -n 1)
[ -n "$archive" ] || fail "this system uses no Debian archive (or has no lists: run apt-get update)"
echo "deb [signed-by=$keyring] $archive main" >"$work/sources.list"

# An empty status file makes apt bring everything the tools need, down to the C library.
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

echo "mydumper: reading the package index"
quiet_apt update
echo "mydumper: downloading"
quiet_apt --download-only install mydumper mariadb-client

echo "mydumper: unpacking"
prefix=$work/prefix
mkdir -p "$prefix/usr/bin" "$prefix/usr/sbin" "$prefix/usr/lib" "$prefix/usr/lib64"
for name in bin sbin lib lib64; do
    ln -s "usr/$name" "$prefix/$name"
done
for package in "$work"/cache/archives/*.deb; do
    case ${package##*/} in
    perl* | libperl* | *-perl_*) continue ;;
    esac
    dpkg-deb --fsys-tarfile "$package" |
        tar -x --keep-directory-symlink --no-same-owner -C "$prefix" \
            --exclude='./usr/share/doc' --exclude='./usr/share/man' --exclude='./etc'
done

# Each program runs with the unpacked C library and client plugins, not with the system's.
for program in mydumper myloader mariadb-dump mariadb; do
    [ -x "$prefix/usr/bin/$program" ] || fail "the packages hold no $program"
    cat >"$prefix/$program" <<'EOF'
#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
libraries=$here/usr/lib/x86_64-linux-gnu
export MARIADB_PLUGIN_DIR="$libraries/libmariadb3/plugin"
exec "$libraries/ld-linux-x86-64.so.2" --library-path "$libraries" \
    "$here/usr/bin/$(basename "$0")" "$@"
EOF
    chmod +x "$prefix/$program"
done
version=$("$prefix/mydumper" --version) || fail "the unpacked mydumper does not run"
echo "$version" | sed -n '1s/,.*//p' >"$prefix/version"
mv -T "$prefix" "$target"
echo "mydumper: $(cat "$target/version") is ready: $target"
