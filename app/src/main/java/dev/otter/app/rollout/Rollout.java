package dev.otter.app.rollout;

import dev.otter.app.document.Wanted;
import dev.otter.app.remote.ManagerClient;
import dev.otter.app.remote.Thing;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Does what a plan says, one thing after the other; ends at the first that is refused. */
public final class Rollout {
    private final ManagerClient manager;
    private final PasswordMemory passwords;

    public Rollout(ManagerClient manager, PasswordMemory passwords) {
        this.manager = manager;
        this.passwords = passwords;
    }

    /**
     * Carries a plan out.
     *
     * @param done is told of each step that is durable
     */
    public void run(Plan plan, Consumer<Step> done) {
        for (Step step : plan.changes()) {
            Thing after = Thing.of(step.wanted().kind(), send(step));
            step.wanted().password().ifPresent(password -> passwords.keep(after, password));
            done.accept(step);
        }
    }

    private JsonNode send(Step step) {
        Wanted wanted = step.wanted();
        ObjectNode body = (ObjectNode) wanted.config().deepCopy();
        if (step.setsPassword() || step.creates()) {
            wanted.password().ifPresent(password -> body.put("password", password));
        }
        return step.present()
                .map(thing -> manager.put(thing.path(), thing.version(), body))
                .orElseGet(() -> manager.post("/" + wanted.kind().path(), body).body());
    }
}
