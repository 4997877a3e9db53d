package dev.otter.binlog.stream;

import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.gtid.MariadbGtids;
import java.util.Objects;

/** Where in a server's log a stream begins. */
public sealed interface StreamStart {

    /**
     * At a byte of a file; it must be the start of an event. A server sends the file's format
     * description first also when the offset lies behind it.
     *
     * @param file name such as {@code binlog.000003}
     * @param offset from 4
     */
    record AtFile(String file, long offset) implements StreamStart {
        public AtFile {
            if (file.isBlank()) {
                throw new IllegalArgumentException("the name of the log file is empty");
            }
            if (offset < 4) {
                throw new IllegalArgumentException("offset " + offset + " is below 4");
            }
        }
    }

    /**
     * MySQL: with the first transaction that is not in the set.
     *
     * @param done transactions not wanted any more
     */
    record AfterGtids(GtidSet done) implements StreamStart {
        public AfterGtids {
            Objects.requireNonNull(done, "done");
        }
    }

    /**
     * MariaDB: after the last transaction of each domain.
     *
     * @param done the position reached
     */
    record AfterMariadbGtids(MariadbGtids done) implements StreamStart {
        public AfterMariadbGtids {
            Objects.requireNonNull(done, "done");
        }
    }
}
