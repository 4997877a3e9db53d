package dev.otter.engine.snapshot;

/**
 * On what terms a table is copied. Immutable.
 *
 * @param way what becomes of rows that the target holds
 * @param filter SQL condition for the rows to be copied; empty for all
 * @param afterwards SQL statement that completes the target's table when all rows are there; empty
 *     for none
 */
record CopyTerms(Way way, String filter, String afterwards) {
    static final CopyTerms USUAL = new CopyTerms(Way.FILL, "", "");

    /** Refuses a filter that could be more than a condition, with an IllegalArgumentException. */
    CopyTerms {
        CopyFilter.problem(filter)
                .ifPresent(problem -> {
                    throw new IllegalArgumentException("the condition is not one: " + problem);
                });
    }

    /** What becomes of rows that the target holds. */
    enum Way {
        /** They stay: the target was empty, so that the stream has brought them. */
        FILL,
        /** Those in the range of a chunk go, and the chunk's come. */
        REPLACE,
        /** Those with the keys of a chunk's rows go, and the chunk's come; others stay. */
        OVERWRITE;

        /** Whether the target holds rows that are not known to be as the source's were. */
        boolean overOld() {
            return this != FILL;
        }
    }

    /** The same with another statement to complete the table. */
    CopyTerms withAfterwards(String other) {
        return new CopyTerms(way, filter, other);
    }
}
