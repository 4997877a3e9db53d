package dev.otter.engine.transform.view;

import dev.otter.engine.change.RowChanges;
import dev.otter.model.error.OtterException;
import java.util.Optional;

/** Which images of rows go one of several ways. Belongs to the reading thread. */
interface Gate {

    /** Whether the image of a row goes this way; not asked of a row that is refused. */
    boolean passes(RowChanges rows, int row, boolean before);

    /** Why a row, as a whole, goes this way as one that cannot be written; usually empty. */
    Optional<OtterException> refusal(RowChanges rows, int row);

    /** Whether values of rows are looked at. */
    boolean readsRow();
}
