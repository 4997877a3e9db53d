package dev.otter.manager.http.api;

import dev.otter.manager.catalog.Catalog;
import dev.otter.manager.control.LiveSystem;
import dev.otter.manager.http.Access;
import dev.otter.manager.http.Answer;
import dev.otter.manager.http.Route;
import dev.otter.manager.http.Shape;
import dev.otter.manager.http.Verb;
import dev.otter.model.error.OtterException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the manager is well; tells no more than anybody may know. */
public final class HealthRoutes {
    private static final int UNAVAILABLE = 503;

    private final Catalog catalog;
    private final LiveSystem live;

    public HealthRoutes(Catalog catalog, LiveSystem live) {
        this.catalog = catalog;
        this.live = live;
    }

    /**
     * How the manager is.
     *
     * @param healthy whether it can do its work
     * @param revision number of the last change to the configuration
     * @param channelControl whether channels can be started and stopped
     */
    public record HealthView(boolean healthy, Optional<Long> revision, boolean channelControl) {}

    /** The route. */
    public List<Route> all() {
        return List.of(
                new Route(
                        Verb.GET,
                        Paths.ROOT + "/health",
                        Access.PUBLIC,
                        Route.Doc.of(
                                "health",
                                "Whether the manager is well",
                                new Shape.None(),
                                new Shape.Of(HealthView.class)),
                        _ -> answer()));
    }

    private Answer answer() {
        boolean control = live.channels().isPresent();
        try {
            return Answer.ok(new HealthView(true, Optional.of(catalog.revision()), control));
        } catch (OtterException e) {
            // The answer is what the caller asked for: the store is down, and that is the news.
            return new Answer(
                    UNAVAILABLE,
                    Optional.of(new HealthView(false, Optional.empty(), control)),
                    Map.of("X-Error-Code", e.code().text()));
        }
    }
}
