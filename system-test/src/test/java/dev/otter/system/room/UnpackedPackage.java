package dev.otter.system.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A package of the product in a folder of its own, configured, started and stopped by its scripts.
 */
final class UnpackedPackage {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final long LIMIT_SECONDS = 180;

    private final Path home;

    private UnpackedPackage(Path home) {
        this.home = home;
    }

    /** Unpacks the module's package, which {@code ./mvnw package} has built. */
    static UnpackedPackage of(String module, Path home) throws Exception {
        Files.createDirectories(home);
        UnpackedPackage unpacked = new UnpackedPackage(home);
        assertThat(unpacked.run("tar", "zxf", built(module).toString(), "-C", home.toString()))
                .isZero();
        return unpacked;
    }

    private static Path built(String module) throws IOException {
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(
                        ROOT.resolve(module + "/target"), module + ".deployer-*.tar.gz")) {
            for (Path file : found) {
                return file;
            }
        }
        throw new IllegalStateException(
                "there is no package of the " + module + "; build it: ./mvnw package -DskipTests");
    }

    Path home() {
        return home;
    }

    /** Where what an operator sees on the terminal is kept. */
    Path terminal() {
        return home.resolve("terminal.txt");
    }

    /** Puts keys at the end of the properties file; those that were there before go. */
    void configure(Map<String, String> keys) throws IOException {
        Path file = home.resolve("conf/otter.properties");
        StringBuilder text = new StringBuilder();
        Files.readAllLines(file).stream()
                .filter(line -> !keys.containsKey(line.split("=", 2)[0].strip()))
                .forEach(line -> text.append(line).append('\n'));
        keys.forEach((key, value) -> text.append(key).append(" = ").append(value).append('\n'));
        Files.writeString(file, text);
    }

    /** The exit code of {@code bin/startup.sh}. */
    int start() throws Exception {
        return run("sh", home.resolve("bin/startup.sh").toString());
    }

    /** A start that takes long goes on when {@code bin/startup.sh} has ended. */
    boolean runs() throws IOException {
        return Files.exists(pidFile())
                && ProcessHandle.of(pid()).map(ProcessHandle::isAlive).orElse(false);
    }

    private Path pidFile() {
        return home.resolve("bin/otter.pid");
    }

    String log(String name) throws IOException {
        return Files.readString(home.resolve("logs").resolve(name));
    }

    long pid() throws IOException {
        return Long.parseLong(Files.readString(pidFile()).strip());
    }

    /** Stops in good order; the exit code of {@code bin/stop.sh}. */
    int stop() throws Exception {
        return run("sh", home.resolve("bin/stop.sh").toString());
    }

    String said() throws IOException {
        String text = Files.exists(terminal()) ? Files.readString(terminal()) : "";
        return text.substring(Math.max(0, text.length() - 4_000));
    }

    private int run(String... command) throws Exception {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(terminal().toFile()))
                        .start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("%s ended: %s", command[0], said()).isTrue();
        return process.exitValue();
    }

    /** Stops it when it runs. */
    void end() throws Exception {
        if (Files.exists(pidFile())) {
            stop();
        }
    }
}
