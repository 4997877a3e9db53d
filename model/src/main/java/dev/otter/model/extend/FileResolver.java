package dev.otter.model.extend;

import java.util.List;

/**
 * Tells which files belong to a row. Put the jar into the folder {@code extend} and name the class
 * as {@code resolver} of a table's {@code files}.
 *
 * <p>It is a function of one image of a row, as {@link RowProcessor} is, and sees the row as the
 * target will get it; it cannot change it. It may be asked for the same row again, and must answer
 * the same then.
 *
 * <p>The class has a public constructor without parameters. One object serves one entry of the
 * tables; it is called by one thread at a time. It may throw anything: the row is then treated as
 * {@code on-error} says, and so it is when a call takes longer than the time limit.
 */
@FunctionalInterface
public interface FileResolver {

    /**
     * The files of one image of a row.
     *
     * @return paths within the folder {@code from}, parts divided by {@code /}, such as {@code
     *     2026/11/photo.jpg}; never absolute, without empty parts, {@code .} and {@code ..}; empty
     *     when the row has none
     */
    List<String> files(RowImage row) throws Exception;
}
