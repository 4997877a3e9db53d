package dev.otter.transport.control.message;

import java.util.List;

/**
 * What an operator wants done once to a pipeline that is configured. Texts are sent whole or not at
 * all: what is too long is refused here.
 */
public sealed interface Operation {
    /** Most characters of a condition. */
    int MOST_CONDITION = 10_000;

    /** Most tables or keys that are named at once. */
    int MOST_NAMES = 1_000;

    /** Most characters of a question that is a document. */
    int MOST_DOCUMENT = 500_000;

    /** Most characters of the name of a check. */
    int MOST_RUN = 64;

    /** Most characters of a name or key. */
    int MOST_NAME = 1_000;

    /** Kinds, by the word that people see. */
    enum Kind {
        COPY,
        CHECK,
        RESYNC,
        DDL,
        STANDBY
    }

    /** Of which kind it is; of one kind a pipeline has one at a time. */
    Kind kind();

    /**
     * Tables are copied, or copied anew.
     *
     * @param tables patterns of the source's tables; all in scope when empty
     * @param where SQL condition of the source for the rows wanted; empty for all
     */
    record Copy(List<String> tables, String where) implements Operation {
        public Copy {
            tables = names("tables", tables);
            condition(where);
            if (!where.isBlank() && tables.isEmpty()) {
                throw new IllegalArgumentException(
                        "a condition needs the table whose rows it chooses");
            }
        }

        @Override
        public Kind kind() {
            return Kind.COPY;
        }
    }

    /**
     * Rows of both sides are compared while they are written.
     *
     * @param tables patterns of the source's tables; all in scope when empty
     * @param repair whether rows that differ are sent again
     * @param rowsPerSecond source rows that are read per second at most; 0 for no limit
     * @param lockHotRows whether a row that never rests is decided under a share lock
     * @param run a name under which the target keeps how far it is, so that another check of that
     *     name goes on from there; empty to keep nothing
     */
    record Check(
            List<String> tables,
            boolean repair,
            long rowsPerSecond,
            boolean lockHotRows,
            String run)
            implements Operation {
        /** One of which nothing is kept. */
        public Check(List<String> tables, boolean repair, long rowsPerSecond, boolean lockHotRows) {
            this(tables, repair, rowsPerSecond, lockHotRows, "");
        }

        public Check {
            tables = names("tables", tables);
            if (rowsPerSecond < 0) {
                throw new IllegalArgumentException(
                        "the limit of rows per second is " + rowsPerSecond + ", must be >= 0");
            }
            if (run.length() > MOST_RUN) {
                throw new IllegalArgumentException(
                        "the run's name has %d characters, allowed are %d"
                                .formatted(run.length(), MOST_RUN));
            }
        }

        @Override
        public Kind kind() {
            return Kind.CHECK;
        }
    }

    /**
     * Rows are sent again, by their keys or by a condition.
     *
     * @param table the source's table
     * @param keys each the values in the order of the table's columns; empty with a condition
     * @param divider what stands between the values of a key
     * @param where SQL condition of the source; empty with keys
     */
    record Resync(String table, List<String> keys, String divider, String where)
            implements Operation {
        public Resync {
            keys = names("keys", keys);
            condition(where);
            if (table.isBlank() || table.length() > MOST_NAME) {
                throw new IllegalArgumentException("the table is not named");
            }
            if (keys.isEmpty() == where.isBlank()) {
                throw new IllegalArgumentException(
                        "rows are chosen by keys or by a condition, one of both");
            }
            if (divider.isEmpty() || divider.length() > MOST_NAME) {
                throw new IllegalArgumentException("the divider of keys is empty or too long");
            }
        }

        @Override
        public Kind kind() {
            return Kind.RESYNC;
        }
    }

    /** Rows are listed that differ, as reading back has found. */
    record Differences() implements Operation {
        @Override
        public Kind kind() {
            return Kind.CHECK;
        }
    }

    /** Statements that wait for somebody are listed. */
    record Statements() implements Operation {
        @Override
        public Kind kind() {
            return Kind.DDL;
        }
    }

    /**
     * It is decided what becomes of a statement that waits.
     *
     * @param statement its name
     */
    record Decide(String statement, Decision decision) implements Operation {
        public Decide {
            if (statement.isBlank() || statement.length() > MOST_NAME) {
                throw new IllegalArgumentException("the statement is not named");
            }
        }

        @Override
        public Kind kind() {
            return Kind.DDL;
        }
    }

    /** What may be decided on a statement. */
    enum Decision {
        /** It runs on the target. */
        APPROVE,
        /** The pipeline goes on without it. */
        SKIP,
        /** Somebody has done on the target what it does. */
        DONE
    }

    /**
     * The pipeline reads from another server of its source from now on.
     *
     * @param server {@code host:port} of the source or of one of its standbys
     */
    record Standby(String server) implements Operation {
        public Standby {
            if (server.isBlank() || server.length() > MOST_NAME) {
                throw new IllegalArgumentException("the server is not named");
            }
        }

        @Override
        public Kind kind() {
            return Kind.STANDBY;
        }
    }

    /**
     * A row is tried with an entry of a pipeline's tables, and nothing is written. It brings the
     * pipeline along, so that any node may be asked.
     *
     * @param question a document; holds passwords, so it is never printed
     */
    record TryRow(String question) implements Operation {
        public TryRow {
            if (question.isBlank() || question.length() > MOST_DOCUMENT) {
                throw new IllegalArgumentException(
                        "what is to be tried has %d characters; allowed are %d"
                                .formatted(question.length(), MOST_DOCUMENT));
            }
        }

        /** That of a comparison, which also only looks. */
        @Override
        public Kind kind() {
            return Kind.CHECK;
        }

        @Override
        public String toString() {
            return "TryRow";
        }
    }

    private static List<String> names(String what, List<String> names) {
        if (names.size() > MOST_NAMES) {
            throw new IllegalArgumentException(
                    "%d %s are named, at most %d may be".formatted(names.size(), what, MOST_NAMES));
        }
        for (String name : names) {
            if (name.isBlank() || name.length() > MOST_NAME) {
                throw new IllegalArgumentException(
                        "one of the " + what + " is empty or longer than " + MOST_NAME);
            }
        }
        return List.copyOf(names);
    }

    private static void condition(String where) {
        if (where.length() > MOST_CONDITION) {
            throw new IllegalArgumentException(
                    "the condition is longer than " + MOST_CONDITION + " characters");
        }
    }
}
