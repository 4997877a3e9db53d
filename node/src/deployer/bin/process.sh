# What startup.sh and stop.sh need to know of a node.
name=node
main=dev.otter.node.NodeMain
log=logs/node/node.log
running='the otter server is running now'
# An idle node shall be small: a heap that begins small; a cache of classes that is mapped, not copied, without the
# profiles of methods, which the engine outgrows soon; what the compilers needed goes back to the system; the one
# connection to the manager takes its buffers from pieces of 64 KB instead of 2 MB.
options="-Xms16m -XX:NewSize=6m -Xmx1g -XX:MinHeapFreeRatio=20 -XX:+UseSerialGC -XX:+UseCompactObjectHeaders
    -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 -XX:-AOTRecordTraining -XX:-AOTReplayTraining
    -XX:TrimNativeHeapInterval=5000 -Dio.grpc.netty.shaded.io.netty.allocator.maxOrder=3
    -XX:+ExitOnOutOfMemoryError -Xss512k --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
