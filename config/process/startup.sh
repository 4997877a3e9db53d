#!/bin/sh
# Starts the process of this package in the background and waits until it runs.
#   startup.sh                           with conf/logback.xml
#   startup.sh <logback.xml>             with another file for the log
#   startup.sh <nid file> <logback.xml>  a node with another number than that in conf/nid
#   startup.sh debug <port>              a debugger may attach to that port of 127.0.0.1
# OTTER_JAVA_OPTS is added to the JVM's options, OTTER_JAVA_HOME names the Java to use.
set -eu
bin=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
home=$(dirname "$bin")
. "$bin/process.sh"
. "$bin/find-jdk.sh"
find_java

logback=$home/conf/logback.xml
nid=
debug=
case $# in
0) ;;
1) logback=$(readlink -f "$1") ;;
2)
    if [ "$1" = debug ]; then
        debug=-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:$2
    else
        nid=-Dnid=$(tr -d '[:space:]' <"$1")
        logback=$(readlink -f "$2")
    fi
    ;;
*)
    sed -n 's/^# \{0,1\}//p' "$0" | sed -n 1,6p >&2
    exit 2
    ;;
esac

pid_file=$bin/otter.pid
if [ -f "$pid_file" ]; then
    pid=$(cat "$pid_file")
    if kill -0 "$pid" 2>/dev/null; then
        echo "otter: the $name runs already, pid $pid; stop it first with $bin/stop.sh" >&2
        exit 1
    fi
    echo "otter: the $name with pid $pid did not end in good order; it is started anew" >&2
    rm -f "$pid_file"
fi

mkdir -p "$home/data" "$(dirname "$home/$log")"
console=$home/logs/console.log
classpath=$(find "$home/lib" -name '*.jar' | LC_ALL=C sort | tr '\n' ':')

# What the JVM learns in its first run is kept when it stops, for quicker starts from then on.
learnt=$home/data/$name.aot
if [ -f "$learnt" ] && [ -z "$(find "$home/lib" "$JAVA_HOME/release" -newer "$learnt" | head -n 1)" ]; then
    aot=-XX:AOTCache=$learnt
else
    rm -f "$learnt"
    aot=-XX:AOTCacheOutput=$learnt
fi

before=0
[ ! -f "$home/$log" ] || before=$(wc -c <"$home/$log")
cd "$bin"
# shellcheck disable=SC2086
nohup "$JAVA_HOME/bin/java" $options $aot -Xlog:aot*=off -Xlog:cds*=off $debug $nid ${OTTER_JAVA_OPTS:-} \
    -Dotter.home="$home" -Dlogback.configurationFile="$logback" \
    -cp "$classpath" "$main" "$home/conf/otter.properties" >>"$console" 2>&1 </dev/null &
pid=$!
echo "$pid" >"$pid_file"

# The line that says that it runs, behind what the log held before; a log kept elsewhere is not read.
patience=120
while [ "$patience" -gt 0 ]; do
    if ! kill -0 "$pid" 2>/dev/null; then
        rm -f "$pid_file" "$learnt"
        echo "otter: the $name has not started:" >&2
        tail -c "+$((before + 1))" "$home/$log" 2>/dev/null | grep ERROR | tail -n 3 >&2 || tail -n 5 "$console" >&2
        exit 1
    fi
    if tail -c "+$((before + 1))" "$home/$log" 2>/dev/null | grep -q "$running"; then
        echo "otter: the $name is running, pid $pid; log: $home/$log"
        exit 0
    fi
    patience=$((patience - 1))
    sleep 0.5
done
echo "otter: the $name, pid $pid, has not said within a minute that it runs; see $home/$log" >&2
exit 1
