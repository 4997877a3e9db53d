# Shared by ./otter, ./mvnw and the packages: find_jdk sets JAVA_HOME to a JDK of at least version 25, find_java to a
# Java that need not compile; or they say what to install.

jdk_version() {
    # The release file answers without starting a JVM: JAVA_VERSION="25.0.3"
    [ -x "$1/bin/$tool" ] || { echo 0; return; }
    if [ -r "$1/release" ]; then
        sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" | head -n 1
    else
        "$1/bin/$tool" --version 2>&1 | sed -n 's/^[a-z]* \([0-9]*\).*/\1/p' | head -n 1
    fi
}

find_jdk() {
    find_with javac JDK
}

find_java() {
    find_with java Java
}

find_with() {
    tool=$1
    wanted=25
    on_path=$(command -v "$tool" || true)
    if [ -n "$on_path" ]; then
        on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
    fi
    for candidate in "${OTTER_JAVA_HOME:-}" "${JAVA_HOME:-}" "$on_path" \
        /usr/lib/jvm/*25* /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        /opt/jdk* /opt/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        [ -n "$candidate" ] || continue
        version=$(jdk_version "$candidate")
        if [ "${version:-0}" -ge "$wanted" ]; then
            JAVA_HOME=$candidate
            return 0
        fi
    done
    echo "otter: needs a $2 $wanted or newer and found none in JAVA_HOME, PATH or /usr/lib/jvm." >&2
    echo "otter: install one (Eclipse Temurin: package temurin-25-jdk; Debian and Ubuntu: openjdk-25-jdk)," >&2
    echo "otter: or set OTTER_JAVA_HOME to its folder." >&2
    exit 1
}
