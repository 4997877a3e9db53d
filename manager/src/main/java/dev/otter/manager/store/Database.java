package dev.otter.manager.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The manager's database with its schema up to date. For any thread. Everything done in one call of
 * {@link #inTransaction} happens together or not at all.
 */
public final class Database implements AutoCloseable {
    private static final int CONNECTIONS_MAX = 10;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final String address;

    private Database(HikariDataSource pool, String address) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        this.address = address;
    }

    /**
     * Connects and brings the schema up to date.
     *
     * @throws OtterException when the database cannot be reached or holds something else
     */
    public static Database open(StoreConfig config) {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName("store");
        settings.setJdbcUrl(config.driverUrl());
        settings.setUsername(config.user());
        settings.setPassword(config.password());
        settings.setMaximumPoolSize(CONNECTIONS_MAX);
        settings.setMinimumIdle(1);
        settings.setConnectionTimeout(CONNECT_LIMIT.toMillis());
        settings.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        if (config.mysql()) {
            settings.addDataSourceProperty("connectTimeout", CONNECT_LIMIT.toMillis());
            settings.addDataSourceProperty("allowLoadLocalInfile", "false");
            settings.addDataSourceProperty("characterEncoding", "UTF-8");
        }
        HikariDataSource pool;
        try {
            pool = new HikariDataSource(settings);
        } catch (PoolInitializationException e) {
            throw new OtterException(
                    ErrorCode.STORE_UNREACHABLE,
                    "the manager's database cannot be opened: " + innermost(e),
                    config.toString(),
                    "Check otter.database.driver.url, user name and password, and that the"
                            + " database exists and no other manager holds the file.",
                    e);
        }
        Database database = new Database(pool, config.toString());
        try {
            database.migrate();
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** How the schema is brought up to date; also used to describe it. */
    static Flyway flyway(javax.sql.DataSource source) {
        return Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .cleanDisabled(true)
                .ignoreMigrationPatterns(new String[0])
                .load();
    }

    private void migrate() {
        try {
            flyway(pool).migrate();
        } catch (FlywayValidateException e) {
            throw unusable(
                    "its schema is not what this version has written or can take further: "
                            + e.getMessage().lines().findFirst().orElse(""),
                    e);
        } catch (FlywayException e) {
            throw unusable(e.getMessage().lines().findFirst().orElse("it refused a change"), e);
        }
    }

    private OtterException unusable(String what, FlywayException cause) {
        return new OtterException(
                ErrorCode.STORE_UNUSABLE,
                what,
                address,
                "Give the manager a database of its own, empty or loaded with"
                        + " otter-manager-schema.sql of this version; a newer schema needs a newer"
                        + " manager.",
                cause);
    }

    /** Runs in one transaction and answers. */
    public <T> T inTransaction(HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.inTransaction(work);
        } catch (JdbiException e) {
            throw failure(e);
        }
    }

    /** Runs in one transaction. */
    public void useTransaction(HandleConsumer<RuntimeException> work) {
        try {
            jdbi.useTransaction(work);
        } catch (JdbiException e) {
            throw failure(e);
        }
    }

    /** Reads. */
    public <T> T read(HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.withHandle(work);
        } catch (JdbiException e) {
            throw failure(e);
        }
    }

    /** The connection's answer to a trivial question. */
    public boolean answers() {
        return read(
                (Handle handle) -> handle.createQuery("SELECT 1").mapTo(Integer.class).one() == 1);
    }

    /** The address without parameters, fit to be shown. */
    public String address() {
        return address;
    }

    @Override
    public void close() {
        pool.close();
    }

    private OtterException failure(JdbiException e) {
        return new OtterException(
                ErrorCode.STORE_UNREACHABLE,
                "the manager's database did not do what it was asked: " + innermost(e),
                address,
                "Check that it runs and has space; the request can be sent again.",
                e);
    }

    private static String innermost(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String text = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return cause instanceof SQLException sql
                ? text + " (error " + sql.getErrorCode() + ")"
                : text;
    }
}
