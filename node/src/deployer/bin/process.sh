# What startup.sh and stop.sh need to know of a node.
name=node
main=dev.otter.node.NodeMain
log=logs/node/node.log
running='the otter server is running now'
# An idle node shall be small: a heap that begins small, and a cache of classes that is mapped, not copied, without the
# profiles of methods, which the engine outgrows soon.
options="-Xms16m -XX:NewSize=6m -Xmx1g -XX:MinHeapFreeRatio=20 -XX:+UseSerialGC -XX:+UseCompactObjectHeaders
    -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 -XX:-AOTRecordTraining -XX:-AOTReplayTraining
    -XX:+ExitOnOutOfMemoryError -Xss512k --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
