package dev.otter.engine.files.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A folder of files, on this machine or on another one. Nothing outside the folder is ever read or
 * written: where a link leads out an {@link UnsafePathException} is thrown. Thread-safe.
 *
 * <p>All methods throw {@link FolderUnusableException} when the folder as a whole cannot be used,
 * so that this is not taken for a missing file.
 */
public interface FileStore {

    /** Where it is, for people; equal texts mean the same folder. */
    String name();

    /**
     * What is known of a file; empty when there is none.
     *
     * @throws UnsafePathException when something else than a file is there
     */
    Optional<FileStat> stat(FilePath path) throws IOException;

    /**
     * The bytes of a file from a place on; to be closed.
     *
     * @param offset bytes that are passed over
     */
    InputStream read(FilePath path, long offset) throws IOException;

    /**
     * SHA-256 of the beginning of a file, worked out where the file is.
     *
     * @param length bytes; the file must have as many
     */
    byte[] hash(FilePath path, long length, Pace pace) throws IOException;

    /**
     * Opens the unfinished copy of a file, with what an earlier try has left; folders are made as
     * needed. Nobody else can have it at the same time.
     */
    PartFile part(FilePath path) throws IOException;

    /**
     * Removes a file and what is left of an unfinished copy of it.
     *
     * @return whether there was a file
     */
    boolean remove(FilePath path) throws IOException;
}
