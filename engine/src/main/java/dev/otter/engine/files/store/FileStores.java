package dev.otter.engine.files.store;

import java.io.IOException;
import java.nio.file.Path;

/** Opens folders of files. */
@FunctionalInterface
public interface FileStores {

    /**
     * @param root the folder, as it is configured
     * @throws FolderUnusableException when it cannot be used
     */
    FileStore open(Path root) throws IOException;

    /** Folders that this process reaches itself. */
    static FileStores local() {
        return LocalFileStore::open;
    }
}
