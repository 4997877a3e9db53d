package dev.otter.app.operate;

import dev.otter.app.command.ExitCode;
import dev.otter.app.command.Surroundings;
import dev.otter.app.document.Document;
import dev.otter.app.remote.Inventory;
import dev.otter.app.remote.ManagerClient;
import dev.otter.app.rollout.PasswordMemory;
import dev.otter.app.rollout.Plan;
import dev.otter.app.rollout.PlanView;
import dev.otter.app.rollout.Planner;
import dev.otter.app.rollout.Rollout;
import dev.otter.document.json.ConfigJson;
import tools.jackson.databind.node.ObjectNode;

/** Shows what differs, asks, and brings a manager in line. For one thread. */
public final class Applying {
    private final Surroundings surroundings;
    private final ManagerClient manager;
    private final PasswordMemory passwords;
    private final Manner manner;
    private final ConfigJson json = new ConfigJson();

    /**
     * How it is done.
     *
     * @param yes without asking
     * @param dryRun nothing is changed
     * @param json whether the answer is for scripts
     */
    public record Manner(boolean yes, boolean dryRun, boolean json) {}

    public Applying(
            Surroundings surroundings,
            ManagerClient manager,
            PasswordMemory passwords,
            Manner manner) {
        this.surroundings = surroundings;
        this.manager = manager;
        this.passwords = passwords;
        this.manner = manner;
    }

    /**
     * What came of it.
     *
     * @param exitCode of the command
     * @param view the plan as JSON
     */
    public record Outcome(int exitCode, ObjectNode view) {}

    /** Brings the manager in line; prints lines for people, and JSON never. */
    public Outcome run(Document document) {
        Plan plan = new Planner(new Inventory(manager), json, passwords).plan(document);
        PlanView view = new PlanView(json);
        boolean nothing = plan.changes().isEmpty();
        if (!manner.json()) {
            view.lines(plan).forEach(surroundings.console()::line);
            surroundings.console().line(view.summary(plan));
        }
        if (nothing || manner.dryRun()) {
            return new Outcome(ExitCode.DONE, view.json(plan, false));
        }
        if (!manner.yes()
                && !surroundings.input().confirms("Change the manager at " + manager.address())) {
            surroundings.console().line("nothing was changed");
            return new Outcome(ExitCode.INTERRUPTED, view.json(plan, false));
        }
        new Rollout(manager, passwords)
                .run(
                        plan,
                        step -> {
                            if (!manner.json()) {
                                surroundings
                                        .console()
                                        .line(
                                                step.wanted().title()
                                                        + (step.creates() ? " made" : " changed"));
                            }
                        });
        return new Outcome(ExitCode.DONE, view.json(plan, true));
    }
}
