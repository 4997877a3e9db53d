# What startup.sh and stop.sh need to know of a node.
name=node
main=dev.otter.node.NodeMain
log=logs/node/node.log
running='the otter server is running now'
options="-Xms24m -Xmx1g -XX:MinHeapFreeRatio=20 -XX:+UseSerialGC -XX:+UseCompactObjectHeaders
    -XX:+ExitOnOutOfMemoryError -Xss512k --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
