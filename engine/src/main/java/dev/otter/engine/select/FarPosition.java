package dev.otter.engine.select;

import dev.otter.binlog.stream.LogFile;
import dev.otter.binlog.stream.StreamStart;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import java.util.List;
import java.util.Optional;

/**
 * Where to go on behind a position that no source can be asked for, because the command has 4 bytes
 * for it. Such a position is nearly always the end of its file: only a huge transaction, or one
 * that was committed together with it, reaches so far, and the server begins the next file behind.
 * Stateless.
 */
final class FarPosition {
    private static final long LARGEST = 0xFFFF_FFFFL;
    private static final int FIRST_OFFSET = 4;

    private FarPosition() {}

    /** Whether the position is one of these. */
    static boolean is(LogPosition position) {
        return position.offset() > LARGEST;
    }

    /**
     * The place to go on at; empty while the server has not begun the next file.
     *
     * @param files the source's log, oldest first
     * @param where for messages
     * @throws OtterException LOG_PURGED when the position's file is gone, LOG_UNREADABLE when the
     *     file goes on behind it
     */
    static Optional<StreamStart> behind(LogPosition position, List<LogFile> files, String where) {
        int at = 0;
        while (at < files.size() && !files.get(at).name().equals(position.file())) {
            at++;
        }
        if (at == files.size()) {
            throw new OtterException(
                    ErrorCode.LOG_PURGED,
                    "the source does not have the log behind " + position + " any more",
                    where,
                    "Copy the data anew and start behind the copy; keep logs longer on the source"
                            + " (binlog_expire_logs_seconds).");
        }
        if (files.get(at).bytes() > position.offset()) {
            throw new OtterException(
                    ErrorCode.LOG_UNREADABLE,
                    "the log goes on in "
                            + position.file()
                            + " behind "
                            + position.offset()
                            + ", but a source can be asked for offsets up to "
                            + LARGEST
                            + " only",
                    where,
                    "Look with mysqlbinlog --start-position="
                            + position.offset()
                            + " at what follows in this file, apply it by hand on the target, and"
                            + " begin under another name at the next file. With GTIDs there is no"
                            + " such limit.");
        }
        return at + 1 == files.size()
                ? Optional.empty()
                : Optional.of(new StreamStart.AtFile(files.get(at + 1).name(), FIRST_OFFSET));
    }
}
