#!/bin/sh
# Breaks the rules of the load stage on purpose, one by one, and demands that a test notices.
#
#   run.sh [name...]     names of the *.diff files here, without the ending; all when none is given
#
# Each diff begins with lines "Rule: ..." (what is broken) and "Killed by: <module> -Dtest=..." or
# "-Dit.test=..." (which test must fail; several lines mean each of them). Everything happens in a
# copy of the tree, which is removed afterwards. First the named tests run on the tree as it is and
# must pass. A mutation that does not apply, does not compile, or fails no test counts as failed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
scratch=$(mktemp -d "${TMPDIR:-/tmp}/otter-mutations.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
log=$scratch/maven.log
patience=900
passed=0
failed=0

copy_tree() {
    mkdir "$scratch/tree"
    (cd "$root" && tar cf - --exclude=./.git --exclude='*-reports' --exclude='*.log' .) |
        (cd "$scratch/tree" && tar xf -)
    # Compiled classes are taken over: Maven remembers its sources by their full paths.
    find "$scratch/tree" -path '*/maven-status/*' -name '*.lst' \
        -exec sed -i "s#^$root/#$scratch/tree/#" {} +
}

# run_test <module> <selector> [option...]: 0 when the test passes.
run_test() {
    module=$1
    selector=$2
    shift 2
    rm -rf "$scratch"/tree/*/target/*-reports
    case $selector in
    -Dit.test=*) goals="test-compile failsafe:integration-test failsafe:verify" ;;
    *) goals=test ;;
    esac
    # shellcheck disable=SC2086
    (cd "$scratch/tree" && timeout "$patience" ./mvnw -B -o -q -pl "$module" -am "$selector" \
        -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false \
        -Dotter.online.seconds=12 "$@" $goals) \
        >"$log" 2>&1 </dev/null
}

# The first test method that failed, as Class.method; empty when none did.
first_failure() {
    reports="$scratch/tree/$1/target"
    if grep -qs 'testkit.server.ServerException' "$reports"/*-reports/*.txt; then
        return
    fi
    cat "$reports"/*-reports/*.txt 2>/dev/null |
        sed -n 's/^[a-z.]*\.\([A-Z][A-Za-z0-9]*\.[a-z][A-Za-z0-9_]*\).* <<< [A-Z]*!.*/\1/p' | head -n 1
}

heads() {
    sed -n "/^--- /q; s/^$1: *//p" "$2"
}

failure() {
    failed=$((failed + 1))
    echo "$1 … FAILED: $2"
    grep -E 'ERROR' "$log" 2>/dev/null | head -n 5 | sed 's/^/    /'
}

# Why the mutation is not noticed by all tests that are named; else a line that says who did.
mutate() {
    name=$1
    diff=$here/$name.diff
    rule=$(heads Rule "$diff")
    killers=
    sed -n 's#^+++ b/\([^[:space:]]*\).*#\1#p' "$diff" >"$scratch/files"
    (cd "$scratch/tree" && xargs tar cf "$scratch/before.tar" <"$scratch/files")
    : >"$log"
    problem=
    if ! (cd "$scratch/tree" && patch -s -p1 --no-backup-if-mismatch <"$diff") >"$log" 2>&1; then
        problem="does not apply any more"
    fi
    heads 'Killed by' "$diff" >"$scratch/killers"
    while [ -z "$problem" ] && read -r module selector; do
        # Without this option Maven would compile the whole module anew.
        if run_test "$module" "$selector" -Dmaven.compiler.useIncrementalCompilation=false; then
            problem="SURVIVED $selector"
        elif grep -q 'COMPILATION ERROR' "$log"; then
            problem="does not compile"
        else
            killer=$(first_failure "$module")
            killers="$killers${killers:+, }$killer"
            [ -n "$killer" ] || problem="ended without a failed test: $selector"
        fi
    done <"$scratch/killers"
    if [ -z "$problem" ]; then
        passed=$((passed + 1))
        echo "$rule … killed by $killers"
    else
        failure "$rule ($name)" "$problem"
    fi
    (cd "$scratch/tree" && tar xmf "$scratch/before.tar")
}

if [ $# -eq 0 ]; then
    for diff in "$here"/*.diff; do
        set -- "$@" "$(basename "$diff" .diff)"
    done
fi
copy_tree
for name in "$@"; do
    heads 'Killed by' "$here/$name.diff"
done | sort -u >"$scratch/tests"
while read -r module selector; do
    if ! run_test "$module" "$selector"; then
        failure "unbroken" "$module $selector does not pass"
    fi
done <"$scratch/tests"
if [ "$failed" -eq 0 ]; then
    for name in "$@"; do
        mutate "$name"
    done
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
