package dev.otter.engine.files.copy;

import dev.otter.engine.files.store.FilePath;
import dev.otter.engine.files.store.FileStore;
import dev.otter.engine.files.store.FileStores;
import dev.otter.model.config.mapping.FileRules;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of the files of one entry: both folders, and the threads that copy. Thread-safe; to be
 * closed.
 */
public final class FileLane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileLane.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FileRules rules;
    private final FileStore source;
    private final FileStore target;
    private final CopyDesk desk;
    private final ByteRate rate;
    private final VerifiedFiles verified;
    private final ScheduledThreadPoolExecutor pool;

    private FileLane(FileRules rules, FileStore source, FileStore target, CopyDesk desk) {
        this.rules = rules;
        this.source = source;
        this.target = target;
        this.desk = desk;
        this.rate = new ByteRate(rules.megabytesPerSecond() * 1_000_000L, System.nanoTime());
        this.verified = new VerifiedFiles(desk.board().clock());
        this.pool =
                new ScheduledThreadPoolExecutor(
                        rules.parallel(),
                        Thread.ofPlatform().daemon().name(desk.pipeline() + "-files-", 1).factory(),
                        // Who is late when the pipeline stops has nothing to do any more.
                        new ThreadPoolExecutor.DiscardPolicy());
        pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Opens both folders.
     *
     * @throws OtterException FILE_ROOT_UNUSABLE
     */
    public static FileLane open(FileRules rules, FileStores stores, CopyDesk desk) {
        try {
            FileStore source = stores.open(rules.from());
            FileStore target = stores.open(rules.to());
            if (within(source.name(), target.name()) || within(target.name(), source.name())) {
                throw unusable(
                        "%s and %s lie within each other".formatted(source.name(), target.name()),
                        null);
            }
            return new FileLane(rules, source, target, desk);
        } catch (IOException e) {
            throw unusable(e.getMessage(), e);
        }
    }

    private static boolean within(String inner, String outer) {
        return inner.equals(outer) || inner.startsWith(outer + "/");
    }

    private static OtterException unusable(String why, IOException cause) {
        return new OtterException(
                ErrorCode.FILE_ROOT_UNUSABLE,
                "a folder of attached files cannot be used: " + why,
                "",
                "Make the folder, or mount it, where the pipeline runs, and let the process's"
                        + " account read 'from' and write 'to'.",
                cause);
    }

    /** What is to be done with its files. */
    public FileRules rules() {
        return rules;
    }

    FileStore source() {
        return source;
    }

    /** The folder to which files are copied. */
    public FileStore target() {
        return target;
    }

    CopyDesk desk() {
        return desk;
    }

    /** One try, see {@link FileCopy}. */
    FileCopy copy(CopyPace pace) {
        return new FileCopy(source, target, verified, pace);
    }

    CopyPace pace() {
        return new CopyPace(rate, desk.stop(), desk.board().fileBytes);
    }

    /** Begins a job. */
    public void begin(FileJob job) {
        pool.execute(job);
    }

    /** Lets a job try once more. */
    void again(FileJob job, Duration after) {
        var _ = pool.schedule(job, after.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Removes a file of the target, unless somebody is about it.
     *
     * @return false when it has to be tried again
     */
    public boolean remove(FilePath path) throws IOException {
        if (!desk.busy().take(target, path)) {
            return false;
        }
        try {
            if (target.remove(path)) {
                desk.board().filesRemoved.increment();
            }
            return true;
        } finally {
            desk.busy().give(target, path);
        }
    }

    /** Waits for the copies in flight, which the stop signal breaks off. */
    @Override
    public void close() {
        pool.shutdownNow();
        try {
            if (!pool.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn(
                        "{}: a copy to {} does not end; its thread is left alone",
                        desk.pipeline(),
                        target.name());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
