#!/bin/sh
# Breaks the rules of the product on purpose, one by one, and demands that a test notices.
#
#   run.sh [-u] [name...]   names of the *.diff files here, without the ending; all when none is given
#   run.sh -c [name...]     only says which diffs do not apply any more; nothing is compiled
#
#   -u   unit tests only: of each diff those tests that need no server, diffs without one are left out
#
# Each diff begins with lines "Rule: ..." (what is broken) and "Killed by: <module> -Dtest=..." or
# "-Dit.test=..." (which test must fail: Class or Class#method, with * in the method's name; several
# lines mean each of them). The tree is compiled once by Maven and not changed: a broken file is
# compiled beside it, with the files of its module that name its classes, and stands in front of the
# class path. First the named tests run on the tree as it is and must pass. A mutation that does not
# apply, does not compile, or fails no test counts as failed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
. "$root/config/find-jdk.sh"
find_jdk
scratch=$(mktemp -d "${TMPDIR:-/tmp}/otter-mutations.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
log=$scratch/log
sources=src/main/java
passed=0
failed=0
units=false
checks=false

while getopts uc option; do
    case $option in
    u) units=true ;;
    c) checks=true ;;
    *) exit 2 ;;
    esac
done
shift $((OPTIND - 1))

heads() {
    sed -n "/^--- /q; s/^$1: *//p" "$2"
}

# The tests that a diff names, as lines "<module> <selector>".
killers() {
    heads 'Killed by' "$here/$1.diff" | if $units; then grep -e ' -Dtest=' || true; else cat; fi
}

touched() {
    sed -n 's#^+++ b/\([^[:space:]]*\).*#\1#p' "$here/$1.diff"
}

# apply <name> <folder>: the broken files in the folder, laid out as in the tree.
apply() {
    rm -rf "$2"
    touched "$1" | while read -r file; do
        mkdir -p "$2/$(dirname "$file")"
        cp "$root/$file" "$2/$file"
    done
    (cd "$2" && patch -s -p1 -F0 --no-backup-if-mismatch) <"$here/$1.diff" >"$log" 2>&1
}

failure() {
    failed=$((failed + 1))
    echo "$1 … FAILED: $2"
    grep -E '^(FAILED|[^ ]*java:[0-9]+: error|.*ERROR)' "$log" 2>/dev/null | head -n 5 | sed 's/^/    /'
}

# Compiles each named module and keeps its class path for tests.
prepare() {
    modules=$(paste -sd, "$scratch/modules")
    (cd "$root" && ./mvnw -B -o -q -pl "$modules" -am test-compile dependency:build-classpath \
        -Dmdep.outputFile=target/test.classpath -Dmdep.includeScope=test) >"$log" 2>&1 </dev/null ||
        { cat "$log" >&2; echo "The tree does not compile." >&2; exit 1; }
    launcher=$(tr ':' '\n' <"$root/$(head -n 1 "$scratch/modules")/target/test.classpath" |
        sed -n 's/junit-platform-engine/junit-platform-launcher/gp' | head -n 1)
    [ -r "$launcher" ] || { echo "$launcher is missing: let Maven run any test once." >&2; exit 1; }
    "$JAVA_HOME/bin/javac" -d "$scratch/runner" -cp "$(class_path "$(head -n 1 "$scratch/modules")")" \
        "$here/NamedTests.java"
}

class_path() {
    target=$root/$1/target
    echo "$scratch/classes:$scratch/runner:$target/test-classes:$target/classes:$launcher:$(cat "$target/test.classpath")"
}

# run_tests <module> <selector...>: 0 when all pass, 1 when a test failed; else something else was wrong.
run_tests() {
    module=$1
    shift
    case $* in
    *-Dit.test=*) heap=768m patience=900 ;;
    *) heap=512m patience=300 ;;
    esac
    chosen=$(printf '%s\n' "$@" | sed 's/^-D[a-z.]*=//')
    # shellcheck disable=SC2086
    (cd "$root/$module" && timeout -k 10 "$patience" "$JAVA_HOME/bin/java" \
        --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -ea "-Xmx$heap" \
        -Dotter.online.seconds=12 -cp "$(class_path "$module")" \
        NamedTests target/test-classes $chosen) >"$log" 2>&1 </dev/null
}

# Compiles the broken files, and with them what may have taken constants or shapes from them.
compile() {
    rm -rf "$scratch/classes"
    mkdir "$scratch/classes"
    for module in $(sed "s#/$sources/.*##" "$scratch/files" | sort -u); do
        grep "^$module/" "$scratch/files" >"$scratch/own"
        sed 's#.*/##; s/\.java$//' "$scratch/own" >"$scratch/names"
        (cd "$root" && find "$module/$sources" -name '*.java' -exec grep -lwFf "$scratch/names" {} +) |
            grep -vxFf "$scratch/own" | sed "s#^#$root/#" >"$scratch/beside" || true
        sed "s#^#$scratch/broken/#" "$scratch/own" >>"$scratch/beside"
        "$JAVA_HOME/bin/javac" -proc:none -nowarn -parameters -g -implicit:none \
            -d "$scratch/classes" -cp "$(class_path "$module")" "@$scratch/beside" >"$log" 2>&1 || return 1
    done
}

# Why the mutation is not noticed by all tests that are named; else a line that says who did.
mutate() {
    name=$1
    rule=$(heads Rule "$here/$name.diff")
    noticed=
    problem=
    touched "$name" >"$scratch/files"
    if ! apply "$name" "$scratch/broken"; then
        problem="does not apply any more"
    elif ! compile; then
        problem="does not compile"
    fi
    killers "$name" >"$scratch/killers"
    while [ -z "$problem" ] && read -r module selector; do
        code=0
        run_tests "$module" "$selector" || code=$?
        case $code in
        0) problem="SURVIVED $selector" ;;
        1) noticed="$noticed${noticed:+, }$(sed -n 's/^FAILED \([^ ]*\).*/\1/p' "$log" | head -n 1)" ;;
        124 | 137) problem="did not end in time: $selector" ;;
        *) problem="ended without a failed test: $selector" ;;
        esac
    done <"$scratch/killers"
    if [ -z "$problem" ]; then
        passed=$((passed + 1))
        echo "$rule … killed by $noticed"
    else
        failure "$rule ($name)" "$problem"
    fi
    rm -rf "$scratch/classes"
}

if [ $# -eq 0 ]; then
    for diff in "$here"/*.diff; do
        set -- "$@" "$(basename "$diff" .diff)"
    done
fi
if $checks; then
    for name in "$@"; do
        if apply "$name" "$scratch/broken"; then
            passed=$((passed + 1))
        else
            failure "$(heads Rule "$here/$name.diff") ($name)" "does not apply any more"
        fi
    done
    echo "$passed apply, $failed do not"
    [ "$failed" -eq 0 ]
    exit
fi
for name in "$@"; do
    killers "$name"
done | sort -u >"$scratch/tests"
[ -s "$scratch/tests" ] || { echo "No test is named." >&2; exit 2; }
{
    cut -d' ' -f1 "$scratch/tests"
    for name in "$@"; do
        [ -z "$(killers "$name")" ] || touched "$name" | sed "s#/$sources/.*##"
    done
} | sort -u >"$scratch/modules"
prepare
set -f
while read -r module; do
    unit=$(sed -n "s/^$module \(-Dtest=\)/\1/p" "$scratch/tests")
    for selectors in "$unit" $(sed -n "s/^$module \(-Dit.test=\)/\1/p" "$scratch/tests"); do
        # shellcheck disable=SC2086
        [ -z "$selectors" ] || run_tests "$module" $selectors ||
            failure "unbroken" "$module does not pass: $(echo $selectors)"
    done
done <"$scratch/modules"
if [ "$failed" -eq 0 ]; then
    for name in "$@"; do
        [ -z "$(killers "$name")" ] || mutate "$name"
    done
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
