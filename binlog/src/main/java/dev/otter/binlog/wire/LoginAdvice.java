package dev.otter.binlog.wire;

/** What to do about the errors by which servers keep accounts out. */
final class LoginAdvice {
    private LoginAdvice() {}

    /** Advice for an error number, null when it is not about the account. */
    static String of(int errorNumber) {
        return switch (errorNumber) {
            case 1045, 1698 ->
                    "check user name and password, and that the account exists for the host we"
                            + " come from (SELECT user, host FROM mysql.user)";
            case 1130 -> "create the account for the host we come from, or for '%'";
            case 1129 -> "run FLUSH HOSTS on the server, after finding why connections failed";
            case 1862, 1820 -> "the password has expired: set a new one with ALTER USER";
            case 3118, 4151 -> "unlock the account with ALTER USER ... ACCOUNT UNLOCK";
            case 3159 -> "the server accepts only TLS: use tls mode REQUIRED";
            case 1226 -> "the account has reached a limit (max_user_connections or the like)";
            case 1251, 1275, 1524 ->
                    "the account's authentication plugin is not usable here: give it"
                            + " caching_sha2_password or mysql_native_password";
            default -> null;
        };
    }
}
