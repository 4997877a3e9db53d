package dev.otter.manager.store;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.nio.file.Path;

/**
 * Where the manager keeps its configuration.
 *
 * @param url JDBC address of an H2 file or a MySQL database
 * @param user account
 * @param password the account's password; never printed
 */
public record StoreConfig(String url, String user, String password) {
    public StoreConfig {
        if (!url.startsWith("jdbc:h2:file:") && !url.startsWith("jdbc:mysql:")) {
            throw new OtterException(
                    ErrorCode.SETTINGS_INVALID,
                    "'" + address(url) + "' is not an address of a database that can be used",
                    "otter.database.driver.url",
                    "Give jdbc:mysql://host:3306/otter or jdbc:h2:file:/path/otter, or leave the"
                            + " key out for a file beside the configuration.");
        }
    }

    /** An H2 file; the database is created when it is not there. */
    public static StoreConfig file(Path file) {
        return new StoreConfig("jdbc:h2:file:" + file.toAbsolutePath(), "otter", "");
    }

    boolean mysql() {
        return url.startsWith("jdbc:mysql:");
    }

    /** The address as it is given to the driver, with what the store needs on top. */
    String driverUrl() {
        if (mysql()) {
            return url;
        }
        return url + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE=8192";
    }

    @Override
    public String toString() {
        return address(url);
    }

    /** Without parameters, in which a password might hide. */
    private static String address(String url) {
        int end = url.indexOf('?') >= 0 ? url.indexOf('?') : url.indexOf(';');
        return end < 0 ? url : url.substring(0, end);
    }
}
