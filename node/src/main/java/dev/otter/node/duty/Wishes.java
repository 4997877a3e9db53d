package dev.otter.node.duty;

import java.time.Instant;
import java.util.Optional;

/**
 * All that decides whether a pipeline runs here, as one value.
 *
 * @param assignment which pipeline
 * @param order what is wanted of its channel
 * @param lead ours, while it lasts
 * @param giveUp whether the lead shall be given up
 * @param overtaken whether another has taken the lead over
 */
record Wishes(
        Assignment assignment,
        ChannelOrder order,
        Optional<Lead> lead,
        boolean giveUp,
        boolean overtaken) {

    /** What a start is made of; after an error that waiting does not heal, one of these changes. */
    record Attempt(String version, Instant ordered, long epoch) {
        static Attempt of(Wishes wishes, Lead lead) {
            return new Attempt(wishes.assignment().version(), wishes.order().since(), lead.epoch());
        }
    }

    Wishes with(Assignment other) {
        return new Wishes(other, order, lead, giveUp, overtaken);
    }

    Wishes with(ChannelOrder other) {
        return new Wishes(assignment, other, lead, giveUp, overtaken);
    }

    Wishes leading(Lead with) {
        return new Wishes(assignment, order, Optional.of(with), false, false);
    }

    Wishes givingUp() {
        return new Wishes(assignment, order, lead, true, overtaken);
    }

    Wishes without(boolean wasOvertaken) {
        return new Wishes(assignment, order, Optional.empty(), false, wasOvertaken);
    }
}
