package dev.otter.testkit.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Initialised data folders, one per server and set of options that must be known at initialisation;
 * a server starts on a copy, which is far quicker than initialising its own.
 */
final class DataTemplates {
    private static final List<String> INIT_OPTIONS =
            List.of(
                    "--lower-case-table-names=",
                    "--lower_case_table_names=",
                    "--innodb-page-size=",
                    "--innodb_page_size=");

    private final CacheFolder cache;

    DataTemplates(CacheFolder cache) {
        this.cache = cache;
    }

    /** Makes the folder, which must not exist, a data folder no server has used. */
    void copyTo(Path data, Distribution distribution, ServerSpec spec) {
        List<String> options =
                spec.options().stream()
                        .filter(option -> INIT_OPTIONS.stream().anyMatch(option::startsWith))
                        .toList();
        Path template =
                cache.once(
                        "data/" + distribution.key() + suffix(options),
                        folder -> initialise(folder, distribution, options));
        try {
            Command.in(
                            template,
                            "cp",
                            "-a",
                            "--sparse=always",
                            "--reflink=auto",
                            template.resolve("data").toString(),
                            data.toString())
                    .runOrThrow("copy the initialised data folder");
        } catch (IOException e) {
            throw new ServerException("Cannot copy the data folder " + template, e);
        }
    }

    private static void initialise(Path folder, Distribution distribution, List<String> options)
            throws IOException {
        Path data = folder.resolve("data");
        List<String> words =
                distribution.flavor().mariadb()
                        ? installScript(data, distribution, options)
                        : initialisation(data, distribution, options);
        new Command(words, distribution.environment(), folder, Duration.ofMinutes(3))
                .runOrThrow("initialise a data folder for " + distribution.flavor().title());
        // Every server must draw its own identity.
        Files.deleteIfExists(data.resolve("auto.cnf"));
    }

    private static List<String> initialisation(
            Path data, Distribution distribution, List<String> options) {
        List<String> all = new ArrayList<>(options);
        all.add("--initialize-insecure");
        all.add("--datadir=" + data);
        all.addAll(Account.serverOptions());
        return distribution.command(all);
    }

    private static List<String> installScript(
            Path data, Distribution distribution, List<String> options) {
        List<String> words = new ArrayList<>();
        words.add(distribution.base().resolve("scripts/mariadb-install-db").toString());
        words.add("--no-defaults");
        words.add("--basedir=" + distribution.base());
        words.add("--datadir=" + data);
        words.add("--auth-root-authentication-method=normal");
        words.add("--skip-test-db");
        words.addAll(Account.serverOptions());
        words.addAll(options);
        return words;
    }

    private static String suffix(List<String> options) {
        if (options.isEmpty()) {
            return "";
        }
        CRC32 sum = new CRC32();
        sum.update(String.join(" ", options).getBytes(StandardCharsets.UTF_8));
        return "-" + Long.toHexString(sum.getValue());
    }
}
