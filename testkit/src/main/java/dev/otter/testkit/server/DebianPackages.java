package dev.otter.testkit.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Fetches packages with the system's own tool into a folder, without root and without touching the
 * system.
 */
final class DebianPackages {
    private DebianPackages() {}

    /**
     * Unpacks the first of some packages that can be had.
     *
     * @param work an empty folder to work in
     * @param candidates names of packages
     * @param failure makes the error, from what the tools said
     * @return the folder with the package's files
     */
    static Path unpackOneOf(
            Path work, List<String> candidates, Function<String, ServerException> failure)
            throws IOException {
        download(work, candidates, failure);
        for (Path archive : list(work, "*.deb")) {
            Command.in(work, "dpkg-deb", "-x", archive.toString(), "files")
                    .runOrThrow("unpack " + archive.getFileName());
        }
        return work.resolve("files");
    }

    private static void download(
            Path work, List<String> candidates, Function<String, ServerException> failure)
            throws IOException {
        Set<String> said = new LinkedHashSet<>();
        if (tryDownload(work, List.of(), candidates, said)) {
            return;
        }
        Path apt = Files.createDirectories(work.resolve("apt"));
        Files.createDirectories(apt.resolve("lists/partial"));
        Files.createDirectories(apt.resolve("cache/archives/partial"));
        List<String> ownLists =
                List.of(
                        "-o", "Dir::State::lists=" + apt.resolve("lists"),
                        "-o", "Dir::Cache=" + apt.resolve("cache"),
                        "-o", "Debug::NoLocking=1");
        Command.Outcome update = apt(work, ownLists, "update").run();
        if (!update.succeeded()) {
            said.add(update.output().strip());
        }
        if (!tryDownload(work, ownLists, candidates, said)) {
            throw failure.apply(String.join("; ", said));
        }
    }

    private static boolean tryDownload(
            Path work, List<String> options, List<String> candidates, Set<String> said)
            throws IOException {
        for (String candidate : candidates) {
            Command.Outcome outcome = apt(work, options, "download", candidate).run();
            if (outcome.succeeded() && !list(work, "*.deb").isEmpty()) {
                return true;
            }
            said.add(outcome.output().strip());
        }
        return false;
    }

    private static Command apt(Path work, List<String> options, String... words) {
        List<String> all = new ArrayList<>(List.of("apt-get", "-q", "-y"));
        if (Account.root()) {
            all.addAll(List.of("-o", "APT::Sandbox::User=root"));
        }
        all.addAll(options);
        all.addAll(List.of(words));
        return new Command(all, Map.of(), work, Duration.ofMinutes(2));
    }

    static List<Path> list(Path folder, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(folder, glob)) {
            entries.forEach(found::add);
        }
        return found;
    }

    /** Files of one release do not fit another; a shared home folder may serve both. */
    static String systemName() {
        try {
            String id = "unknown";
            String version = "";
            for (String line : Files.readAllLines(Path.of("/etc/os-release"))) {
                if (line.startsWith("ID=")) {
                    id = line.substring(3).replace("\"", "");
                } else if (line.startsWith("VERSION_ID=")) {
                    version = "-" + line.substring(11).replace("\"", "");
                }
            }
            return id + version;
        } catch (IOException e) {
            throw new ServerException("Cannot read /etc/os-release to name this system", e);
        }
    }
}
