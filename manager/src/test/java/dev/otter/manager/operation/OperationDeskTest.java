package dev.otter.manager.operation;

import dev.otter.manager.store.Database;
import dev.otter.manager.store.StoreConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** In an H2 file. */
class OperationDeskTest extends OperationDeskContract {
    @TempDir private Path folder;

    @Override
    Database open() {
        return Database.open(StoreConfig.file(folder.resolve("otter")));
    }
}
