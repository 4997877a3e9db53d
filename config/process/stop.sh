#!/bin/sh
# Stops the process of this package in good order and waits for its end.
set -eu
bin=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
. "$bin/process.sh"
pid_file=$bin/otter.pid
if [ ! -f "$pid_file" ]; then
    echo "otter: the $name does not run (there is no $pid_file)" >&2
    exit 1
fi
pid=$(cat "$pid_file")
if ! kill "$pid" 2>/dev/null; then
    rm -f "$pid_file"
    echo "otter: the $name with pid $pid had ended already"
    exit 0
fi
waited=0
while kill -0 "$pid" 2>/dev/null; do
    sleep 0.5
    waited=$((waited + 1))
    if [ $((waited % 20)) -eq 0 ]; then
        echo "otter: the $name, pid $pid, is still stopping..." >&2
    fi
    if [ "$waited" -ge 240 ]; then
        echo "otter: pid $pid has not ended after two minutes; look at its log. It was not killed." >&2
        exit 1
    fi
done
rm -f "$pid_file"
echo "otter: the $name has stopped"
