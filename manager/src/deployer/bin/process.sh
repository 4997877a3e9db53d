# What startup.sh and stop.sh need to know of the manager.
name=manager
main=dev.otter.manager.ManagerMain
log=logs/manager.log
running='the manager server is running now'
options="-Xms32m -Xmx512m -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError
    -Xss512k --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
