package dev.otter.manager.http;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;

/**
 * An error as RFC 9457 wants it, with our code and cure on top.
 *
 * @param type names the kind of error
 * @param title what kind of error it is
 * @param status HTTP status
 * @param detail what happened
 * @param instance path of the request
 * @param code such as {@code OTR-4201}
 * @param where what it is about; may be empty
 * @param remedy what to do; may be empty
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String code,
        String where,
        String remedy) {

    static Problem of(OtterException e, String path) {
        return new Problem(
                "urn:otter:error:" + e.code().text(),
                e.code().summary(),
                status(e.code()),
                e.what(),
                path,
                e.code().text(),
                e.where(),
                e.remedy());
    }

    /** The HTTP status that says the most of an error. */
    static int status(ErrorCode code) {
        return switch (code) {
            case REQUEST_UNREADABLE -> 400;
            case LOGIN_REFUSED, LOGIN_REQUIRED, TOKEN_REFUSED -> 401;
            case ROLE_MISSING, CSRF_MISSING, PASSWORD_CHANGE_NEEDED -> 403;
            case NOT_FOUND, NODE_UNKNOWN, TREE_PATH_MISSING -> 404;
            case NAME_TAKEN, STILL_USED, STATE_FORBIDS, RUN_STATE_CHANGED, NODE_NOT_APPROVED -> 409;
            case CHANGED_MEANWHILE -> 412;
            case VALUE_NOT_ALLOWED, REFERENCE_MISSING, PASSWORD_WEAK -> 422;
            case VERSION_MISSING -> 428;
            case LOGIN_TOO_OFTEN -> 429;
            case ENDPOINT_UNREACHABLE, ACCESS_DENIED -> 502;
            case PART_ABSENT,
                    STORE_UNREACHABLE,
                    ZOOKEEPER_UNREACHABLE,
                    ZOOKEEPER_REFUSED,
                    ZOOKEEPER_LOGIN_REFUSED,
                    NODE_NOT_CONNECTED,
                    MANAGER_BUSY ->
                    503;
            case CONFIGURATION_INVALID, TABLE_MISSING, TABLE_MISMATCH, OPTION_NOT_SUPPORTED -> 422;
            default -> 500;
        };
    }
}
