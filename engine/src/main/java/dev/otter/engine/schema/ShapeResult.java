package dev.otter.engine.schema;

/** What is known of a table's shape once a statement has run. */
sealed interface ShapeResult {

    /** It is this. */
    record Known(TableShape shape) implements ShapeResult {}

    /** The table is no more. */
    record Gone() implements ShapeResult {}

    /** The statement changed it in a way that cannot be computed. */
    record Unknown(String why) implements ShapeResult {}
}
