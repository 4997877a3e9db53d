package dev.otter.manager.http;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing that can be asked for. The same list of routes makes the server and its description.
 *
 * @param verb HTTP method
 * @param path below the root, with {@code {names}}
 * @param access who may use it
 * @param doc what the description says
 * @param action what it does
 */
public record Route(Verb verb, String path, Access access, Doc doc, Action action) {

    /**
     * What the description says.
     *
     * @param tag heading under which it stands
     * @param summary one sentence without its full stop
     * @param request what is sent
     * @param response what is answered
     * @param query names of parameters behind the question mark
     */
    public record Doc(
            String tag, String summary, Shape request, Shape response, List<String> query) {
        public Doc {
            query = List.copyOf(query);
        }

        public static Doc of(String tag, String summary, Shape request, Shape response) {
            return new Doc(tag, summary, request, response, List.of());
        }

        /** The same with parameters behind the question mark. */
        public Doc with(String... names) {
            return new Doc(tag, summary, request, response, List.of(names));
        }
    }

    /** What a route does. */
    @FunctionalInterface
    public interface Action {
        Answer answer(Request request);
    }

    /** Whether it may change something. */
    public boolean changes() {
        return verb != Verb.GET;
    }

    /** Names of the variable parts of the path. */
    public List<String> pathNames() {
        List<String> names = new ArrayList<>();
        for (String part : path.split("/")) {
            if (part.startsWith("{")) {
                names.add(part.substring(1, part.length() - 1));
            }
        }
        return names;
    }
}
