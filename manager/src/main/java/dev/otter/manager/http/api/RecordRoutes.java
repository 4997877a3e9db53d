package dev.otter.manager.http.api;

import dev.otter.manager.catalog.Catalog;
import dev.otter.manager.catalog.Change;
import dev.otter.manager.catalog.ListQuery;
import dev.otter.manager.http.Access;
import dev.otter.manager.http.Answer;
import dev.otter.manager.http.Request;
import dev.otter.manager.http.Route;
import dev.otter.manager.http.Shape;
import dev.otter.manager.http.Verb;
import dev.otter.manager.record.AuditEntry;
import dev.otter.manager.record.Journal;
import dev.otter.model.config.alarm.LogRecord;
import java.util.List;
import java.util.function.UnaryOperator;

/** What happened. */
public final class RecordRoutes {
    private static final String[] PAGED = {"page", "size"};
    private static final String[] SEARCHED = {"search", "page", "size"};

    private final Catalog catalog;
    private final Journal journal;

    public RecordRoutes(Catalog catalog, Journal journal) {
        this.catalog = catalog;
        this.journal = journal;
    }

    /** All of them. */
    public List<Route> all() {
        return List.of(
                new Route(
                        Verb.GET,
                        Paths.ROOT + "/changes",
                        Access.ADMINISTER,
                        doc("Changes of the whole configuration, the newest first", Change.class)
                                .with(PAGED),
                        this::changes),
                new Route(
                        Verb.GET,
                        Paths.ROOT + "/audit",
                        Access.ADMINISTER,
                        doc("Requests that changed something or tried to", AuditEntry.class)
                                .with(SEARCHED),
                        request -> {
                            ListQuery query = request.list();
                            return Answer.ok(
                                    PageView.of(
                                            journal.audit(query), query, UnaryOperator.identity()));
                        }),
                new Route(
                        Verb.GET,
                        Paths.ROOT + "/log-records",
                        Access.READ,
                        doc("What nodes had to tell, the newest first", LogRecord.class)
                                .with(SEARCHED),
                        request -> {
                            ListQuery query = request.list();
                            return Answer.ok(
                                    PageView.of(
                                            journal.logRecords(query),
                                            query,
                                            UnaryOperator.identity()));
                        }));
    }

    private static Route.Doc doc(String summary, Class<?> item) {
        return Route.Doc.of(
                "records", summary, new Shape.None(), new Shape.PageOf(new Shape.Of(item)));
    }

    private Answer changes(Request request) {
        ListQuery query = request.list();
        return Answer.ok(
                PageView.of(
                        catalog.latest(query.page(), query.size()),
                        query,
                        UnaryOperator.identity()));
    }
}
