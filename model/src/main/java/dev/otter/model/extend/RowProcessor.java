package dev.otter.model.extend;

/**
 * Changes or drops rows on their way. Put the jar into the folder {@code extend} and name the class
 * as {@code processor} of a table.
 *
 * <p>It is a function of one image of a row: for an update it is called twice, with the row before
 * and the row after, and is not told which. If it keeps only the row after, the update becomes an
 * insert; if only the row before, a delete. So it must answer the same for the same row, always and
 * everywhere: no clock, no counter, no chance, no other data.
 *
 * <p>The class has a public constructor without parameters. One object serves one source table; it
 * is called by one thread at a time. It may throw anything: the row is then treated as {@code
 * on-error} says, and so it is when a call takes longer than the time limit.
 */
@FunctionalInterface
public interface RowProcessor {

    /**
     * Looks at one image of a row and may change its values.
     *
     * @return false to drop the row
     */
    boolean process(RowImage row) throws Exception;
}
