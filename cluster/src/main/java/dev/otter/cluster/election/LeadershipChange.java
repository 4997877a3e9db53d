package dev.otter.cluster.election;

/** What a candidate is told, in order. */
public sealed interface LeadershipChange {
    /** The leadership that it is about; the same object in all events of one leadership. */
    Leadership leadership();

    /** This process leads now. */
    record Gained(Leadership leadership) implements LeadershipChange {}

    /**
     * This process still leads but is asked to give up: finish what is in flight, then call {@link
     * Leadership#giveUp}. Nobody else leads before that.
     *
     * @param reason for people
     */
    record AskedToGiveUp(Leadership leadership, String reason) implements LeadershipChange {}

    /** This process no longer leads. */
    record Lost(Leadership leadership, Loss loss) implements LeadershipChange {}

    /** Why leadership ended. */
    sealed interface Loss {
        /** For people. */
        String reason();

        /** Whether work must stop at once, without finishing what is in flight. */
        boolean stopAtOnce();

        /** Another process leads, or led since: stop at once, what it writes counts. */
        record Overtaken(int nid, long epoch) implements Loss {
            @Override
            public String reason() {
                return "node %d has taken over with epoch %d".formatted(nid, epoch);
            }

            @Override
            public boolean stopAtOnce() {
                return true;
            }
        }

        /** What is kept in ZooKeeper of this election was deleted, by whomever. */
        record Erased() implements Loss {
            @Override
            public String reason() {
                return "the pipeline's path in ZooKeeper was deleted";
            }

            @Override
            public boolean stopAtOnce() {
                return true;
            }
        }

        /** This process has given it up itself. */
        record GivenUp() implements Loss {
            @Override
            public String reason() {
                return "given up in good order";
            }

            @Override
            public boolean stopAtOnce() {
                return false;
            }
        }
    }
}
