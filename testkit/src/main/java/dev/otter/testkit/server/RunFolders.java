package dev.otter.testkit.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders of running servers, under the temporary folder and named by the process that owns
 * them, so that those of killed processes are swept by the next one.
 */
final class RunFolders {
    private static final Logger LOG = LoggerFactory.getLogger(RunFolders.class);
    private static final Pattern NAME = Pattern.compile("otter-server-(\\d+)-.*");

    private RunFolders() {}

    static Path create() {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            sweep(parent);
            return Files.createTempDirectory(
                    parent, "otter-server-" + ProcessHandle.current().pid() + "-");
        } catch (IOException e) {
            throw new ServerException("Cannot make a folder for a server in " + parent, e);
        }
    }

    static void delete(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new ServerException("Cannot delete the server folder " + folder, e);
        }
    }

    private static void sweep(Path parent) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, "otter-server-*")) {
            for (Path folder : folders) {
                if (ownerDead(folder)) {
                    sweepOne(folder);
                }
            }
        }
    }

    private static boolean ownerDead(Path folder) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        return name.matches()
                && Files.isWritable(folder)
                && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    private static void sweepOne(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            LOG.warn(
                    "The left-over server folder {} cannot be deleted; starting anyway", folder, e);
        }
    }
}
