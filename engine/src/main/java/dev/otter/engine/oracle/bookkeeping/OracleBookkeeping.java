package dev.otter.engine.oracle.bookkeeping;

import dev.otter.engine.oracle.session.OracleException;
import dev.otter.engine.oracle.session.OracleFault;
import dev.otter.engine.oracle.session.OracleSql;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables that an Oracle target keeps for us in the schema {@code RETL}, the same as on MySQL:
 * progress, held tables, rows put aside, requests, shapes of the source's tables, how far a full
 * load is. What is an empty text elsewhere is NULL here. Stateless.
 */
public final class OracleBookkeeping {
    private static final int NO_SUCH_USER = 1918;
    private static final int NAME_IN_USE = 955;
    private static final int USER_IN_USE = 1920;
    private static final int NO_SUCH_COLUMN = 904;
    private static final String MOMENT =
            " TIMESTAMP(6) WITH TIME ZONE DEFAULT SYSTIMESTAMP NOT NULL";
    private static final String TABLESPACE =
            "SELECT PROPERTY_VALUE FROM DATABASE_PROPERTIES"
                    + " WHERE PROPERTY_NAME='DEFAULT_PERMANENT_TABLESPACE'";

    /**
     * @param name name without the schema
     * @param columns the columns that we use
     * @param ddl the statement that creates it
     */
    private record OwnTable(String name, String columns, String ddl) {
        String probe() {
            return "SELECT " + columns + " FROM RETL." + name + " WHERE 1=0";
        }
    }

    private static final List<OwnTable> TABLES =
            List.of(
                    new OwnTable(
                            "RETL_CHECKPOINT",
                            "PIPELINE,SLOT,EPOCH,GROUP_NUMBER,ORIGIN,LOW_WATER_MARK,TRANSACTIONS,"
                                    + "SOURCE_COMMIT_MICROS,UPDATED_AT",
                            "CREATE TABLE RETL.RETL_CHECKPOINT (PIPELINE VARCHAR2(190 CHAR) NOT NULL,"
                                    + " SLOT NUMBER(10) NOT NULL,"
                                    + " EPOCH NUMBER(19) NOT NULL,"
                                    + " GROUP_NUMBER NUMBER(19) NOT NULL,"
                                    + " ORIGIN VARCHAR2(64 CHAR),"
                                    + " LOW_WATER_MARK CLOB,"
                                    + " TRANSACTIONS CLOB,"
                                    + " SOURCE_COMMIT_MICROS NUMBER(19) DEFAULT 0 NOT NULL,"
                                    + " UPDATED_AT"
                                    + MOMENT
                                    + ", PRIMARY KEY (PIPELINE, SLOT))"),
                    new OwnTable(
                            "RETL_HELD_TABLE",
                            "PIPELINE,TABLE_NAME,TRANSACTION_ID,POSITION,ERROR_CODE,ERROR_TEXT,"
                                    + "HELD_AT",
                            "CREATE TABLE RETL.RETL_HELD_TABLE (PIPELINE VARCHAR2(190 CHAR) NOT NULL,"
                                    + " TABLE_NAME VARCHAR2(270 CHAR) NOT NULL,"
                                    + " TRANSACTION_ID VARCHAR2(500 CHAR) NOT NULL,"
                                    + " POSITION VARCHAR2(600 CHAR) NOT NULL,"
                                    + " ERROR_CODE VARCHAR2(20 CHAR) NOT NULL,"
                                    + " ERROR_TEXT CLOB,"
                                    + " HELD_AT"
                                    + MOMENT
                                    + ", PRIMARY KEY (PIPELINE, TABLE_NAME))"),
                    new OwnTable(
                            "RETL_RESYNC",
                            "PIPELINE,LOG_FILE,LOG_OFFSET,\"NUMBER\",FULL_NAME,KIND,PK_DATA,"
                                    + "REQUESTED_AT",
                            "CREATE TABLE RETL.RETL_RESYNC (PIPELINE VARCHAR2(190 CHAR) NOT NULL,"
                                    + " LOG_FILE VARCHAR2(255 CHAR) NOT NULL,"
                                    + " LOG_OFFSET NUMBER(19) NOT NULL,"
                                    + " \"NUMBER\" NUMBER(10) NOT NULL,"
                                    + " FULL_NAME VARCHAR2(512 CHAR),"
                                    + " KIND VARCHAR2(1 CHAR) NOT NULL,"
                                    + " PK_DATA VARCHAR2(1024 CHAR),"
                                    + " REQUESTED_AT"
                                    + MOMENT
                                    + ", PRIMARY KEY (PIPELINE, LOG_FILE, LOG_OFFSET,"
                                    + " \"NUMBER\"))"),
                    new OwnTable(
                            "RETL_QUARANTINE",
                            "ID,PIPELINE,TABLE_NAME,TRANSACTION_ID,POSITION,KIND,ERROR_CODE,"
                                    + "ERROR_TEXT,ROW_BEFORE,ROW_AFTER,QUARANTINED_AT",
                            "CREATE TABLE RETL.RETL_QUARANTINE ("
                                    + "ID NUMBER(19) GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,"
                                    + " PIPELINE VARCHAR2(190 CHAR) NOT NULL,"
                                    + " TABLE_NAME VARCHAR2(270 CHAR) NOT NULL,"
                                    + " TRANSACTION_ID VARCHAR2(500 CHAR) NOT NULL,"
                                    + " POSITION VARCHAR2(600 CHAR) NOT NULL,"
                                    + " KIND VARCHAR2(10 CHAR) NOT NULL,"
                                    + " ERROR_CODE VARCHAR2(20 CHAR) NOT NULL,"
                                    + " ERROR_TEXT CLOB,"
                                    + " ROW_BEFORE CLOB,"
                                    + " ROW_AFTER CLOB,"
                                    + " QUARANTINED_AT"
                                    + MOMENT
                                    + ")"),
                    new OwnTable(
                            "RETL_SCHEMA",
                            "PIPELINE,TABLE_NAME,VERSION,TRANSACTION_ID,VALID_UNTIL,STATE,SHAPE,"
                                    + "RECORDED_AT",
                            "CREATE TABLE RETL.RETL_SCHEMA (PIPELINE VARCHAR2(190 CHAR) NOT NULL,"
                                    + " TABLE_NAME VARCHAR2(270 CHAR) NOT NULL,"
                                    + " VERSION NUMBER(19) NOT NULL,"
                                    + " TRANSACTION_ID VARCHAR2(500 CHAR),"
                                    + " VALID_UNTIL CLOB,"
                                    + " STATE VARCHAR2(10 CHAR) NOT NULL,"
                                    + " SHAPE CLOB,"
                                    + " RECORDED_AT"
                                    + MOMENT
                                    + ", PRIMARY KEY (PIPELINE, TABLE_NAME, VERSION))"),
                    new OwnTable(
                            "RETL_SNAPSHOT",
                            "PIPELINE,SOURCE_TABLE,TARGET_TABLE,PART,STATE,BEGUN_AT,FINISHED_AT,"
                                    + "NEXT_KEY,END_KEY,ROWS_COPIED,ROWS_ESTIMATED,WAY,ROW_FILTER,"
                                    + "AFTER_COPY",
                            "CREATE TABLE RETL.RETL_SNAPSHOT (PIPELINE VARCHAR2(190 CHAR) NOT NULL,"
                                    + " SOURCE_TABLE VARCHAR2(190 CHAR) NOT NULL,"
                                    + " TARGET_TABLE VARCHAR2(270 CHAR) NOT NULL,"
                                    + " PART NUMBER(10) NOT NULL,"
                                    + " STATE VARCHAR2(20 CHAR) NOT NULL,"
                                    + " BEGUN_AT VARCHAR2(600 CHAR),"
                                    + " FINISHED_AT VARCHAR2(600 CHAR),"
                                    + " NEXT_KEY CLOB,"
                                    + " END_KEY CLOB,"
                                    + " ROWS_COPIED NUMBER(19) DEFAULT 0 NOT NULL,"
                                    + " ROWS_ESTIMATED NUMBER(19) DEFAULT 0 NOT NULL,"
                                    + " WAY VARCHAR2(20 CHAR) NOT NULL,"
                                    + " ROW_FILTER CLOB,"
                                    + " AFTER_COPY CLOB,"
                                    + " PRIMARY KEY (PIPELINE, SOURCE_TABLE, PART))"),
                    new OwnTable(
                            "RETL_COPY_REQUEST",
                            "PIPELINE,SOURCE_TABLE,STATE,ROW_FILTER,ERROR_TEXT,ASKED_AT",
                            "CREATE TABLE RETL.RETL_COPY_REQUEST ("
                                    + "PIPELINE VARCHAR2(190 CHAR) NOT NULL,"
                                    + " SOURCE_TABLE VARCHAR2(190 CHAR) NOT NULL,"
                                    + " STATE VARCHAR2(20 CHAR) NOT NULL,"
                                    + " ROW_FILTER CLOB,"
                                    + " ERROR_TEXT CLOB,"
                                    + " ASKED_AT"
                                    + MOMENT
                                    + ", PRIMARY KEY (PIPELINE, SOURCE_TABLE))"),
                    new OwnTable(
                            "RETL_DDL",
                            "PIPELINE,TRANSACTION_ID,POSITION,STATE,SOURCE_STATEMENT,STATEMENT,"
                                    + "STEP,TABLES,LOOK,NOTE,STARTED_AT,CHANGED_AT",
                            "CREATE TABLE RETL.RETL_DDL (PIPELINE VARCHAR2(190 CHAR) NOT NULL,"
                                    + " TRANSACTION_ID VARCHAR2(500 CHAR) NOT NULL,"
                                    + " POSITION VARCHAR2(600 CHAR),"
                                    + " STATE VARCHAR2(10 CHAR) NOT NULL,"
                                    + " SOURCE_STATEMENT CLOB,"
                                    + " STATEMENT CLOB,"
                                    + " STEP NUMBER(10) NOT NULL,"
                                    + " TABLES CLOB,"
                                    + " LOOK VARCHAR2(64 CHAR),"
                                    + " NOTE CLOB,"
                                    + " STARTED_AT"
                                    + MOMENT
                                    + ", CHANGED_AT"
                                    + MOMENT
                                    + ", PRIMARY KEY (PIPELINE, TRANSACTION_ID))"));

    private OracleBookkeeping() {}

    /** The statements that create everything, each ending with a semicolon, one a line. */
    public static String script() {
        return Stream.concat(Stream.of(createUser("USERS")), statements().stream())
                .map(sql -> sql + ";")
                .collect(Collectors.joining("\n"));
    }

    /** The statements that create the tables. */
    static List<String> statements() {
        return TABLES.stream().map(OwnTable::ddl).toList();
    }

    /** The statements that look whether the tables are there. */
    static List<String> probes() {
        return TABLES.stream().map(OwnTable::probe).toList();
    }

    /** A schema that nobody can log in to. */
    static String createUser(String tablespace) {
        return "CREATE USER RETL NO AUTHENTICATION QUOTA UNLIMITED ON "
                + OracleSql.quote(tablespace);
    }

    private static String grants(String account) {
        return TABLES.stream()
                .map(table ->
                        "GRANT SELECT, INSERT, UPDATE, DELETE ON RETL.%s TO %s;"
                                .formatted(table.name(), account))
                .collect(Collectors.joining("\n"));
    }

    /**
     * Makes sure that the tables are there and can be read, and creates what is missing.
     *
     * @param account the account's name, as the server spells it
     * @throws OtterException PRIVILEGE_MISSING with the statements to run when the account may not
     *     create or use them; TARGET_NOT_READY when a table has another shape or the target cannot
     *     be written
     */
    public static void ensure(Connection connection, String account, String where) {
        try (Statement statement = connection.createStatement()) {
            for (OwnTable table : TABLES) {
                if (!present(statement, table)) {
                    create(statement, table);
                    // What the account has made it need not be allowed to read.
                    statement.execute(table.probe());
                }
            }
        } catch (SQLException e) {
            throw refused(OracleException.of(e), account, where);
        }
    }

    private static void create(Statement statement, OwnTable table) throws SQLException {
        try {
            statement.execute(table.ddl());
        } catch (SQLException e) {
            switch (e.getErrorCode()) {
                // Another process was faster.
                case NAME_IN_USE -> {}
                case NO_SUCH_USER -> {
                    createUser(statement);
                    statement.execute(table.ddl());
                }
                default -> throw e;
            }
        }
    }

    private static void createUser(Statement statement) throws SQLException {
        String tablespace;
        try (ResultSet row = statement.executeQuery(TABLESPACE)) {
            tablespace = row.next() ? row.getString(1) : "USERS";
        }
        try {
            statement.execute(createUser(tablespace));
        } catch (SQLException e) {
            if (e.getErrorCode() != USER_IN_USE) {
                throw e;
            }
        }
    }

    private static boolean present(Statement statement, OwnTable table) throws SQLException {
        try {
            statement.execute(table.probe());
            return true;
        } catch (SQLException e) {
            OracleException refused = OracleException.of(e);
            boolean missing =
                    refused.fault() == OracleFault.STRUCTURE && refused.number() != NO_SUCH_COLUMN;
            if (missing) {
                return false;
            }
            throw e;
        }
    }

    private static OtterException refused(OracleException e, String account, String where) {
        if (e.number() == NO_SUCH_COLUMN) {
            return new OtterException(
                    ErrorCode.TARGET_NOT_READY,
                    "a table of the schema RETL has not the columns it should have: "
                            + e.getMessage(),
                    where,
                    "Rename or drop that table and start again; it was made by another program or"
                            + " version.",
                    e);
        }
        return switch (e.fault()) {
            case REFUSED, STRUCTURE ->
                    new OtterException(
                            ErrorCode.PRIVILEGE_MISSING,
                            "the account may not create or use the tables in the schema RETL ("
                                    + e.getMessage()
                                    + ")",
                            where,
                            "Let an administrator run on the target (with the tablespace that is"
                                    + " to hold them):\n"
                                    + script()
                                    + "\n"
                                    + grants(OracleSql.quote(account))
                                    + "\n",
                            e);
            case CONTENTION, DISCONNECTED -> throw e;
            case UNAVAILABLE, VALUE, DATA ->
                    new OtterException(
                            ErrorCode.TARGET_NOT_READY,
                            "the tables in the schema RETL cannot be made or used: "
                                    + e.getMessage(),
                            where,
                            "Mend what the server reports; these statements must succeed:\n"
                                    + script()
                                    + "\n",
                            e);
        };
    }
}
