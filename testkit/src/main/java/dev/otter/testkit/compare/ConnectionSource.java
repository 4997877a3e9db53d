package dev.otter.testkit.compare;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to one of the two servers; the comparer closes them. */
@FunctionalInterface
public interface ConnectionSource {
    Connection connect() throws SQLException;
}
