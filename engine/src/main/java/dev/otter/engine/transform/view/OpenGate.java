package dev.otter.engine.transform.view;

import dev.otter.engine.change.RowChanges;
import dev.otter.model.error.OtterException;
import java.util.Optional;

/** Lets all rows go their one way. */
record OpenGate() implements Gate {
    @Override
    public boolean passes(RowChanges rows, int row, boolean before) {
        return true;
    }

    @Override
    public Optional<OtterException> refusal(RowChanges rows, int row) {
        return Optional.empty();
    }

    @Override
    public boolean readsRow() {
        return false;
    }
}
