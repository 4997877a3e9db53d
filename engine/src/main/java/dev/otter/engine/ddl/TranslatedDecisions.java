package dev.otter.engine.ddl;

import dev.otter.engine.ddl.DdlDecisions.Decision;
import dev.otter.engine.ddl.DdlDecisions.Waiting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What people decide on statements in the journal of one pipeline whose target is not MySQL.
 * Immutable.
 *
 * @param pipeline full name of the pipeline
 */
public record TranslatedDecisions(String pipeline) {
    private static final String OPEN =
            " FROM retl.retl_ddl WHERE pipeline=? AND state NOT IN ('done','skipped')";

    /** Those that are not over, oldest first. */
    public List<Waiting> waiting(Connection connection) throws SQLException {
        List<Waiting> waiting = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT transaction_id,state,started_at,source_statement,statement"
                                + OPEN
                                + " ORDER BY started_at")) {
            statement.setString(1, pipeline);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    waiting.add(
                            new Waiting(
                                    rows.getString(1),
                                    rows.getString(2),
                                    rows.getString(3),
                                    rows.getString(4),
                                    String.join(";\n", TranslatedEntry.steps(rows.getString(5)))));
                }
            }
        }
        return List.copyOf(waiting);
    }

    /**
     * Writes a decision down.
     *
     * @return false when there is no such statement, it is over, or it has no text to approve
     */
    public boolean decide(Connection connection, String transaction, Decision decision)
            throws SQLException {
        boolean there =
                waiting(connection).stream()
                        .anyMatch(one ->
                                one.transaction().equals(transaction)
                                        && (decision != Decision.APPROVED
                                                || !one.target().isEmpty()));
        if (!there) {
            return false;
        }
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "UPDATE retl.retl_ddl SET state=?,note='decided by the command' WHERE"
                                + " pipeline=? AND transaction_id=? AND state NOT IN"
                                + " ('done','skipped')")) {
            statement.setString(1, decision.name().toLowerCase(Locale.ROOT));
            statement.setString(2, pipeline);
            statement.setString(3, transaction);
            return statement.executeUpdate() == 1;
        }
    }
}
