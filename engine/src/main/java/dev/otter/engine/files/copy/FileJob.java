package dev.otter.engine.files.copy;

import dev.otter.engine.files.store.FilePath;
import dev.otter.engine.files.store.UnsafePathException;
import dev.otter.engine.run.Backoff;
import dev.otter.model.config.mapping.FileRules;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Brings one file to the target, in as many tries as it takes. Trouble with a folder is waited for
 * without end, as it concerns all files; trouble with the file itself as long as its entry says.
 * Tried by one thread of its lane at a time; read by any.
 */
public final class FileJob implements Runnable {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration CAP = Duration.ofSeconds(5);
    private static final Duration BUSY = Duration.ofMillis(20);
    private static final int TRIES_MIN = 3;

    private final FileLane lane;
    private final FilePath path;
    private final TableName table;
    private final long dueMillis;
    private final CopyPace pace;
    private final Backoff backoff = new Backoff(FIRST, CAP, RandomGenerator.getDefault());
    private int tries;
    private long troubledSince;
    private volatile String trouble = "";
    private volatile Outcome outcome;

    /** How it ended. */
    public sealed interface Outcome {
        /** The target has the file as the source has it. */
        record There() implements Outcome {}

        /** The source has no such file, and its row goes without it. */
        record LeftOut() implements Outcome {}

        /** Its row must not be applied. */
        record Refused(OtterException error) implements Outcome {}
    }

    /**
     * @param table the source's table, for messages
     * @param committedMillis when its row was committed, by the source's clock
     */
    public FileJob(FileLane lane, FilePath path, TableName table, long committedMillis) {
        this.lane = lane;
        this.path = path;
        this.table = table;
        this.dueMillis = committedMillis + lane.rules().waitSeconds() * 1000L;
        this.pace = lane.pace();
    }

    /** The file. */
    public FilePath path() {
        return path;
    }

    /** How it ended; empty while it has not. */
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    /** Why the last try failed; empty while there is no trouble. */
    public String trouble() {
        return trouble.isEmpty() ? "" : "%s: %s".formatted(path, trouble);
    }

    /** What it is about, for people. */
    public String inWords() {
        String words = pace.inWords();
        return words.isEmpty() ? path.toString() : "%s (%s)".formatted(path, words);
    }

    @Override
    public void run() {
        CopyDesk desk = lane.desk();
        try {
            if (desk.stop().raised()) {
                return;
            }
            if (!desk.busy().take(lane.target(), path)) {
                lane.again(this, BUSY);
                return;
            }
            Optional<Outcome> end;
            try {
                end = attempt();
            } finally {
                desk.busy().give(lane.target(), path);
            }
            if (end.isEmpty()) {
                lane.again(this, backoff.next());
                return;
            }
            outcome = end.get();
            desk.moved().run();
        } catch (RuntimeException | Error e) {
            desk.broken().accept(e);
        }
    }

    private Optional<Outcome> attempt() {
        tries++;
        try {
            boolean copied = lane.copy(pace).run(path);
            (copied ? lane.desk().board().filesCopied : lane.desk().board().filesEqual).increment();
            trouble = "";
            return Optional.of(new Outcome.There());
        } catch (MissingFileException e) {
            return missing(e);
        } catch (FileTroubleException e) {
            return troubled(e);
        } catch (UnsafePathException e) {
            return Optional.of(new Outcome.Refused(refusedPath(e, table)));
        } catch (IOException e) {
            trouble = e.toString();
            return Optional.empty();
        }
    }

    private Optional<Outcome> missing(MissingFileException e) {
        long now = lane.desk().board().clock().millis() + lane.desk().clockAheadMillis();
        if (now < dueMillis) {
            trouble = e.getMessage() + ", waiting for it";
            return Optional.empty();
        }
        if (lane.rules().missing() == FileRules.Missing.SKIP) {
            lane.desk().board().filesMissing.increment();
            return Optional.of(new Outcome.LeftOut());
        }
        return Optional.of(
                new Outcome.Refused(
                        new OtterException(
                                ErrorCode.FILE_MISSING,
                                "the source's folder %s has no file %s"
                                        .formatted(lane.source().name(), path),
                                "source table " + table,
                                "Put the file there, or write 'missing: skip' to go without.")));
    }

    /** A file may settle: at least some tries, and as long as a missing one would be waited for. */
    private Optional<Outcome> troubled(FileTroubleException e) {
        long now = System.nanoTime();
        troubledSince = trouble.isEmpty() ? now : troubledSince;
        trouble = e.getMessage();
        Duration waited = Duration.ofNanos(now - troubledSince);
        if (tries < TRIES_MIN || waited.toSeconds() < lane.rules().waitSeconds()) {
            return Optional.empty();
        }
        return Optional.of(
                new Outcome.Refused(
                        new OtterException(
                                ErrorCode.FILE_NOT_COPIED,
                                "file %s of folder %s could not be copied in %d tries: %s"
                                        .formatted(
                                                path, lane.source().name(), tries, e.getMessage()),
                                "source table " + table,
                                "See that the process may read it and that nobody keeps writing"
                                        + " to it.",
                                e)));
    }

    /** The refusal of a path. */
    public static OtterException refusedPath(UnsafePathException e, TableName table) {
        return new OtterException(
                ErrorCode.FILE_PATH_REFUSED,
                "an attached file cannot be followed: " + e.getMessage(),
                "source table " + table,
                "Paths lie within the folder 'from', with parts divided by '/'; mend the row, the"
                        + " resolver or the link.");
    }
}
