package dev.otter.manager.catalog;

import java.util.List;

/**
 * A part of a list.
 *
 * @param items what is on the page
 * @param total how many there are on all pages
 */
public record Page<T>(List<T> items, long total) {
    public Page {
        items = List.copyOf(items);
    }
}
