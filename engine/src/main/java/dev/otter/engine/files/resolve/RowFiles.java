package dev.otter.engine.files.resolve;

import dev.otter.engine.files.store.FilePath;
import dev.otter.model.error.OtterException;
import java.util.List;
import java.util.Optional;

/**
 * The files of one row.
 *
 * @param wanted those that the row after the change has
 * @param gone those that only the row before it had; empty unless such files are to be removed
 * @param refusal why they cannot be told
 */
public record RowFiles(
        List<FilePath> wanted, List<FilePath> gone, Optional<OtterException> refusal) {
    public RowFiles {
        wanted = List.copyOf(wanted);
        gone = List.copyOf(gone);
    }

    static RowFiles refused(OtterException why) {
        return new RowFiles(List.of(), List.of(), Optional.of(why));
    }
}
