package dev.otter.system.scenario;

import dev.otter.model.extend.RowImage;
import dev.otter.model.extend.RowProcessor;

/** Drops rows whose name begins with "drop", masks names, and moves keys up by a thousand. */
public final class Masking implements RowProcessor {

    @Override
    public boolean process(RowImage row) {
        String name = (String) row.get("name");
        if (name.startsWith("drop")) {
            return false;
        }
        row.set("name", name.charAt(0) + "**");
        row.set("id", (Long) row.get("id") + 1000);
        return true;
    }
}
