#!/bin/sh
# Breaks the rules of the product on purpose, one by one, and demands that a test notices.
#
#   run.sh [-un] [-j jobs] [name...]  names of the *.diff files here, without the ending; else all
#   run.sh -c [name...]               only says which diffs do not apply any more
#
#   -u   unit tests only: of each diff those that need no server; diffs without one are left out
#   -n   nothing is compiled or tried unbroken first: an earlier run has done so
#   -j   how many mutations are tried at the same time; 1 when it is not said
#
# Each diff begins with lines "Rule: ..." (what is broken) and "Killed by: <module> -Dtest=..." or
# "-Dit.test=..." (which test must fail: Class or Class#method, with * in the method's name; several
# lines mean each of them). The tree is compiled once by Maven and not changed: a broken file is
# compiled beside it, with those files of its module that name its class, and stands in front of the
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
sources=src/main/java
units=false
checks=false
anew=true
jobs=1

while getopts uncj: option; do
    case $option in
    u) units=true ;;
    n) anew=false ;;
    c) checks=true ;;
    j) jobs=$OPTARG ;;
    *) exit 2 ;;
    esac
done
shift $((OPTIND - 1))

# Folder of whoever tries one mutation after the other.
work=$scratch/0
mkdir "$work"

heads() {
    sed -n "/^--- /q; s/^$1: *//p" "$here/$2.diff"
}

# The tests that a diff names, as lines "<module> <selector>".
killers() {
    heads 'Killed by' "$1" | if $units; then grep -e ' -Dtest=' || true; else cat; fi
}

touched() {
    sed -n 's#^+++ b/\([^[:space:]]*\).*#\1#p' "$here/$1.diff"
}

# The broken files in $work/broken, laid out as in the tree.
apply() {
    rm -rf "$work/broken"
    touched "$1" >"$work/files"
    while read -r file; do
        mkdir -p "$work/broken/$(dirname "$file")"
        cp "$root/$file" "$work/broken/$file"
    done <"$work/files"
    (cd "$work/broken" && patch -s -p1 -F0 --no-backup-if-mismatch) <"$here/$1.diff" >"$work/log" 2>&1
}

passed() {
    echo x >>"$work/passed"
}

failed() {
    echo x >>"$work/failed"
    details=$(grep -E '^(FAILED|[^ ]*java:[0-9]+: error|.*ERROR)' "$work/log" 2>/dev/null | head -n 5 |
        cut -c1-300 | sed 's/^/    /')
    echo "$1 … FAILED: $2${details:+
$details}"
}

count() {
    find "$scratch" -mindepth 2 -maxdepth 2 -name "$1" -exec cat {} + | wc -l
}

class_path() {
    target=$root/$1/target
    echo "$work/classes:$scratch/runner:$target/test-classes:$target/classes:$launcher:$(cat "$target/test.classpath")"
}

# Compiles each named module and keeps its class path for tests.
compile_tree() {
    (cd "$root" && ./mvnw -B -o -q -pl "$(paste -sd, "$scratch/modules")" -am \
        test-compile dependency:build-classpath \
        -Dmdep.outputFile=target/test.classpath -Dmdep.includeScope=test) >"$work/log" 2>&1 </dev/null ||
        { cat "$work/log" >&2; echo "The tree does not compile." >&2; exit 1; }
}

# What runs tests.
prepare() {
    first=$(head -n 1 "$scratch/modules")
    launcher=$(tr ':' '\n' <"$root/$first/target/test.classpath" |
        sed -n 's/junit-platform-engine/junit-platform-launcher/gp' | head -n 1)
    [ -r "$launcher" ] || { echo "$launcher is missing: let Maven run any test once." >&2; exit 1; }
    "$JAVA_HOME/bin/javac" -d "$scratch/runner" -cp "$(class_path "$first")" "$here/NamedTests.java"
}

# run_tests <module> <selector...>: 0 when all pass, 1 when a test failed; else something is wrong.
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
        NamedTests target/test-classes $chosen) >"$work/log" 2>&1 </dev/null
}

# Compiles the broken files, and with them what may have taken constants or shapes from them.
compile() {
    rm -rf "$work/classes"
    mkdir "$work/classes"
    sed "s#/$sources/.*##" "$work/files" | sort -u >"$work/modules"
    while read -r module; do
        grep "^$module/" "$work/files" >"$work/own"
        sed 's#.*/##; s/\.java$//' "$work/own" >"$work/names"
        (cd "$root" && find "$module/$sources" -name '*.java' -exec grep -lwFf "$work/names" {} +) |
            grep -vxFf "$work/own" | sed "s#^#$root/#" >"$work/compiled" || true
        sed "s#^#$work/broken/#" "$work/own" >>"$work/compiled"
        "$JAVA_HOME/bin/javac" -proc:none -nowarn -parameters -g -implicit:none \
            -d "$work/classes" -cp "$(class_path "$module")" "@$work/compiled" >"$work/log" 2>&1 ||
            return 1
    done <"$work/modules"
}

# Says who has noticed the mutation, or why not all tests that are named did.
mutate() {
    name=$1
    rule=$(heads Rule "$name")
    noticed=
    problem=
    if ! apply "$name"; then
        problem="does not apply any more"
    elif ! compile; then
        problem="does not compile"
    fi
    killers "$name" >"$work/killers"
    while [ -z "$problem" ] && read -r module selector; do
        code=0
        run_tests "$module" "$selector" || code=$?
        case $code in
        0) problem="SURVIVED $selector" ;;
        1) noticed="$noticed${noticed:+, }$(sed -n 's/^FAILED \([^ ]*\).*/\1/p' "$work/log" | head -n 1)" ;;
        124 | 137) problem="did not end in time: $selector" ;;
        *) problem="ended without a failed test: $selector" ;;
        esac
    done <"$work/killers"
    if [ -z "$problem" ]; then
        passed
        echo "$rule ($name) … killed by $noticed"
    else
        failed "$rule ($name)" "$problem"
    fi
    rm -rf "$work/classes"
}

# mutate_each <worker> <name...>: those that are this worker's.
mutate_each() {
    work=$scratch/$1
    mkdir "$work"
    turn=$1
    shift
    for name in "$@"; do
        turn=$((turn - 1))
        if [ "$turn" -eq 0 ]; then
            turn=$jobs
            mutate "$name"
        fi
    done
}

if [ $# -eq 0 ]; then
    for diff in "$here"/*.diff; do
        set -- "$@" "$(basename "$diff" .diff)"
    done
fi
set -f
if $checks; then
    for name in "$@"; do
        if apply "$name"; then
            passed
        else
            failed "$(heads Rule "$name") ($name)" "does not apply any more"
        fi
    done
    echo "$(count passed) apply, $(count failed) do not"
    [ "$(count failed)" -eq 0 ]
    exit
fi
chosen=
for name in "$@"; do
    [ -z "$(killers "$name")" ] || chosen="$chosen $name"
done
# shellcheck disable=SC2086
set -- $chosen
for name in "$@"; do
    killers "$name"
done | sort -u >"$scratch/tests"
[ -s "$scratch/tests" ] || { echo "No test is named." >&2; exit 2; }
{
    cut -d' ' -f1 "$scratch/tests"
    for name in "$@"; do
        touched "$name" | sed "s#/$sources/.*##"
    done
} | sort -u >"$scratch/modules"
if $anew; then
    compile_tree
fi
prepare
if $anew; then
    while read -r module; do
        unit=$(sed -n "s/^$module \(-Dtest=\)/\1/p" "$scratch/tests")
        for selectors in "$unit" $(sed -n "s/^$module \(-Dit.test=\)/\1/p" "$scratch/tests"); do
            # shellcheck disable=SC2086
            [ -z "$selectors" ] || run_tests "$module" $selectors ||
                failed "unbroken" "$module does not pass: $(echo $selectors)"
        done
    done <"$scratch/modules"
fi
if [ "$(count failed)" -eq 0 ]; then
    worker=0
    while [ "$worker" -lt "$jobs" ]; do
        worker=$((worker + 1))
        mutate_each "$worker" "$@" &
    done
    wait
fi
echo "$(count passed) passed, $(count failed) failed"
[ "$(count failed)" -eq 0 ]
