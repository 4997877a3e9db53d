package dev.otter.manager.http.api;

import dev.otter.manager.catalog.ListQuery;
import dev.otter.manager.catalog.Page;
import java.util.List;
import java.util.function.Function;

/**
 * A page of a list, as it is answered.
 *
 * @param items what is on it
 * @param page its number, from 1
 * @param size most that could be on it
 * @param total how many there are on all pages
 */
public record PageView<T>(List<T> items, int page, int size, long total) {
    public PageView {
        items = List.copyOf(items);
    }

    static <S, T> PageView<T> of(Page<S> page, ListQuery query, Function<S, T> view) {
        return new PageView<>(
                page.items().stream().map(view).toList(), query.page(), query.size(), page.total());
    }
}
