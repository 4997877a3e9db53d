# What startup.sh and stop.sh need to know of the manager.
name=manager
main=dev.otter.manager.ManagerMain
log=logs/manager.log
running='the manager server is running now'
# The collector fills the old generation up to its bound before it collects it, so the bound is what a busy manager takes
# in the end. Thousand channels on hundred nodes need 53 MB. What the compilers needed goes back to the system.
options="-Xms32m -Xmx320m -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:TrimNativeHeapInterval=5000
    -XX:+ExitOnOutOfMemoryError -Xss512k --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
