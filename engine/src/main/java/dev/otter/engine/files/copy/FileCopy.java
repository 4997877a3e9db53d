package dev.otter.engine.files.copy;

import dev.otter.engine.files.store.FilePath;
import dev.otter.engine.files.store.FileStat;
import dev.otter.engine.files.store.FileStore;
import dev.otter.engine.files.store.FolderUnusableException;
import dev.otter.engine.files.store.Hashes;
import dev.otter.engine.files.store.PartFile;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * One try to make a file of the target equal to that of the source. A file of the same size is
 * compared by its hash. Otherwise the bytes go into an unfinished copy beside the file, behind
 * those that an earlier try has left there and that still are the source's; it is read back, its
 * hash compared with that of the bytes that were read at the source, and only then it gets its
 * name. One thread, one use.
 */
final class FileCopy {
    private final FileStore source;
    private final FileStore target;
    private final VerifiedFiles verified;
    private final CopyPace pace;

    FileCopy(FileStore source, FileStore target, VerifiedFiles verified, CopyPace pace) {
        this.source = source;
        this.target = target;
        this.verified = verified;
        this.pace = pace;
    }

    /**
     * Tries.
     *
     * @return whether the target's file was another one before
     * @throws MissingFileException when the source has no such file
     * @throws FileTroubleException when the trouble is with this file at the source
     * @throws BrokenOffException when the pipeline stops
     * @throws IOException when the trouble is with a folder, or at the target
     */
    boolean run(FilePath path) throws IOException {
        FileStat from = atSource(() -> source.stat(path)).orElseThrow(MissingFileException::new);
        if (same(path, from)) {
            return false;
        }
        try (PartFile part = target.part(path)) {
            byte[] read = fill(part, path, from);
            requireUnchanged(path, from);
            pace.begin("verifying", 0, from.size());
            if (!MessageDigest.isEqual(read, part.hash(from.size(), pace.reading()))) {
                part.cut(0);
                throw new FileTroubleException(
                        "what was written to the target is not what was read at the source", null);
            }
            part.complete(from.modified());
        }
        return true;
    }

    private boolean same(FilePath path, FileStat from) throws IOException {
        Optional<FileStat> to = target.stat(path);
        if (to.isEmpty() || to.get().size() != from.size()) {
            return false;
        }
        if (verified.knows(path, from, to.get())) {
            return true;
        }
        pace.begin("comparing", 0, 2 * from.size());
        byte[] there = target.hash(path, from.size(), pace.reading());
        byte[] here = atSource(() -> source.hash(path, from.size(), pace.reading()));
        boolean same = MessageDigest.isEqual(here, there);
        if (same) {
            requireUnchanged(path, from);
            verified.keep(path, from, to.get());
        }
        return same;
    }

    /** Gives the hash of what was read at the source. */
    private byte[] fill(PartFile part, FilePath path, FileStat from) throws IOException {
        long kept = kept(part, path, from);
        pace.begin("copying", kept, from.size());
        MessageDigest digest = Hashes.sha256();
        byte[] buffer = new byte[Math.clamp(from.size() - kept, 1, Hashes.BUFFER)];
        long left = from.size() - kept;
        try (InputStream in = atSource(() -> source.read(path, kept))) {
            while (left > 0) {
                int wanted = (int) Math.min(left, buffer.length);
                int count = atSource(() -> in.read(buffer, 0, wanted));
                if (count < 0) {
                    throw changed();
                }
                part.append(buffer, 0, count);
                digest.update(buffer, 0, count);
                left -= count;
                pace.copied(count);
            }
        }
        if (kept == 0) {
            return digest.digest();
        }
        pace.begin("verifying", 0, from.size());
        return atSource(() -> source.hash(path, from.size(), pace.reading()));
    }

    /** Bytes of an earlier try that can be kept. */
    private long kept(PartFile part, FilePath path, FileStat from) throws IOException {
        long length = part.length();
        if (length > 0 && length <= from.size()) {
            pace.begin("comparing", 0, 2 * length);
            byte[] there = part.hash(length, pace.reading());
            byte[] here = atSource(() -> source.hash(path, length, pace.reading()));
            if (MessageDigest.isEqual(here, there)) {
                return length;
            }
        }
        part.cut(0);
        return 0;
    }

    private void requireUnchanged(FilePath path, FileStat from) throws IOException {
        if (!atSource(() -> source.stat(path)).equals(Optional.of(from))) {
            throw changed();
        }
    }

    private static FileTroubleException changed() {
        return new FileTroubleException("it was changed while it was copied", null);
    }

    /** What is asked of the source, which may throw. */
    private interface Call<T> {
        T call() throws IOException;
    }

    /** What goes wrong at the source with one file is that file's trouble. */
    private static <T> T atSource(Call<T> call) throws IOException {
        try {
            return call.call();
        } catch (FolderUnusableException | BrokenOffException e) {
            throw e;
        } catch (IOException e) {
            throw new FileTroubleException("it cannot be read at the source: " + e, e);
        }
    }
}
