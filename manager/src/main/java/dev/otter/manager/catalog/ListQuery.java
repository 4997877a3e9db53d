package dev.otter.manager.catalog;

import dev.otter.model.config.Check;

/**
 * Which part of a list is wanted.
 *
 * @param search text that must occur in one of the values, whatever its case; empty means all
 * @param sort order
 * @param descending whether the order is turned round
 * @param page from 1
 * @param size things on a page, 1 to {@link #SIZE_MAX}
 */
public record ListQuery(String search, Sort sort, boolean descending, int page, int size) {
    /** Most things on a page. */
    public static final int SIZE_MAX = 500;

    private static final int SIZE = 50;

    /** Orders; equal ones are in the order of their ids. */
    public enum Sort {
        ID("id"),
        NAME("name_key"),
        CHANGED("changed_at");

        private final String column;

        Sort(String column) {
            this.column = column;
        }

        String column() {
            return column;
        }
    }

    public ListQuery {
        search = Check.text("search", search);
        Check.range("page", page, 1, 1, Integer.MAX_VALUE / SIZE_MAX);
        Check.range("size", size, SIZE, 1, SIZE_MAX);
    }

    /** The first page of everything by id. */
    public static ListQuery first() {
        return new ListQuery("", Sort.ID, false, 1, SIZE);
    }

    int offset() {
        return (page - 1) * size;
    }
}
