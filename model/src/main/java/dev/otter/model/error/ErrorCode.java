package dev.otter.model.error;

/** Every error that an operator can meet. The number never changes its meaning. */
public enum ErrorCode {
    CONFIGURATION_INVALID(
            1001, Kind.CONFIGURATION, "The configuration file cannot be used as it is"),
    TABLE_MISSING(1002, Kind.CONFIGURATION, "A table in scope does not exist"),
    TABLE_MISMATCH(1003, Kind.CONFIGURATION, "Source and target table do not fit together"),
    OPTION_NOT_SUPPORTED(
            1004, Kind.CONFIGURATION, "An option is set that this version cannot follow"),
    SOURCE_NOT_READY(
            1101, Kind.CONFIGURATION, "The source's settings do not allow reading its log"),
    TARGET_NOT_READY(1102, Kind.CONFIGURATION, "The target's settings do not allow writing to it"),
    ENDPOINT_UNREACHABLE(2001, Kind.UNREACHABLE, "A database cannot be reached"),
    ACCESS_DENIED(2002, Kind.UNREACHABLE, "A database refused the account"),
    PRIVILEGE_MISSING(2003, Kind.UNREACHABLE, "The account lacks a privilege"),
    LOG_PURGED(2101, Kind.UNREACHABLE, "The source no longer has the log that is needed next"),
    STANDBY_BEHIND(
            2102, Kind.UNREACHABLE, "A standby lacks transactions that the target already has"),
    STANDBY_POINT_UNCERTAIN(
            2103, Kind.DATA, "Where to go on in a standby's log cannot be told with certainty"),
    STANDBY_UNUSABLE(2104, Kind.UNREACHABLE, "A standby cannot take over"),
    NO_STANDBY(2105, Kind.UNREACHABLE, "The source is dead and no standby can take over yet"),
    SOURCE_REPLACED(2106, Kind.UNREACHABLE, "Another server answers at the source's address"),
    REPLICA_WITHOUT_LOG(
            2107, Kind.CONFIGURATION, "The source is a replica that does not log what it receives"),
    LOG_UNREADABLE(3001, Kind.DATA, "The source's log holds something that cannot be decoded"),
    STATEMENT_IN_LOG(3002, Kind.DATA, "A change was logged as a statement, not as rows"),
    SHAPE_MISMATCH(3003, Kind.DATA, "A row in the log does not fit the table's known columns"),
    SCHEMA_CHANGE(3004, Kind.DATA, "A table in scope was altered on the source"),
    SHAPES_UNUSABLE(3005, Kind.DATA, "The kept shapes of a source's tables cannot be read"),
    DDL_REFUSED(3006, Kind.DATA, "The target refused a statement that changes a table"),
    DDL_NOT_CARRIED(3007, Kind.DATA, "A statement that changes a table cannot be carried over"),
    DDL_ASKS(3008, Kind.DATA, "A statement that changes a table waits for approval"),
    DDL_UNDECIDED(3009, Kind.DATA, "It cannot be told whether a statement has run on the target"),
    DDL_NOT_WAITING(
            3010,
            Kind.CONFIGURATION,
            "No statement that could be decided on waits under this name"),
    DDL_NOT_TRANSLATED(
            3011,
            Kind.DATA,
            "A statement that changes a table cannot be said in the target's language"),
    ROW_REFUSED(3101, Kind.DATA, "The target refused a row"),
    ROW_DIVERGED(3102, Kind.DATA, "A row on the target is not as the source's log says it was"),
    VALUE_NOT_HELD(3103, Kind.DATA, "The target's column cannot hold the source's value"),
    FENCED(3201, Kind.DATA, "Another process has taken over this pipeline"),
    CHECKPOINT_UNUSABLE(3202, Kind.DATA, "The checkpoint on the target cannot be used"),
    COPY_TARGET_NOT_EMPTY(
            3401, Kind.CONFIGURATION, "A table to be copied holds rows on the target already"),
    COPY_NEEDS_CONSENT(
            3402, Kind.CONFIGURATION, "A full load would empty tables, and nobody has consented"),
    COPY_REFUSED(3403, Kind.DATA, "The target refused rows of a full load"),
    COPY_TABLE_NOT_MADE(3404, Kind.CONFIGURATION, "The target could not make a table to copy into"),
    COPY_NOT_POSSIBLE(3405, Kind.CONFIGURATION, "A table cannot be copied as it is"),
    COPY_RECORD_UNUSABLE(3406, Kind.DATA, "The record of a full load on the target cannot be used"),
    COPY_SOURCE_FAILED(3407, Kind.UNREACHABLE, "Rows to be copied cannot be read from the source"),
    VIEW_WITHOUT_KEY(
            3501, Kind.CONFIGURATION, "A view does not send the columns of the table's key"),
    VIEW_COLUMN_UNKNOWN(3502, Kind.CONFIGURATION, "A view names a column that is not there"),
    EXPRESSION_INVALID(3503, Kind.CONFIGURATION, "An expression cannot be used"),
    EXPRESSION_FAILED(3504, Kind.DATA, "An expression cannot be worked out for a row"),
    EXPRESSION_TOO_DEAR(3505, Kind.DATA, "An expression reads more bytes of a row than it may"),
    VIEW_IMAGE_INCOMPLETE(
            3506, Kind.CONFIGURATION, "The source does not log all columns that a view needs"),
    VIEW_VALUE_MISSING(3507, Kind.DATA, "The log leaves out a value that a view needs"),
    PROCESSOR_UNUSABLE(3511, Kind.CONFIGURATION, "A row processor cannot be loaded"),
    ROW_PROCESSOR_FAILED(3512, Kind.DATA, "A row processor failed at a row"),
    ROW_PROCESSOR_TIMEOUT(3513, Kind.DATA, "A row processor took too long for a row"),
    ROW_PROCESSOR_RESULT(3514, Kind.DATA, "A row processor gave a value that cannot be used"),
    TARGETS_CLASH(3521, Kind.CONFIGURATION, "Rows of a table would go into one table twice"),
    ROUTE_UNLISTED(3522, Kind.DATA, "A row belongs to a table that its entry does not list"),
    CHECKPOINT_MISSING(
            3601,
            Kind.CONFIGURATION,
            "The pipeline has no checkpoint that a comparison could follow"),
    CHECK_STATE_UNUSABLE(
            3602, Kind.CONFIGURATION, "The file with the state of a comparison cannot be used"),
    CHECK_LOG_UNREADABLE(3603, Kind.UNREACHABLE, "A comparison cannot read the source's log"),
    CHECK_TABLE_ALTERED(3604, Kind.DATA, "A table was altered while it was compared"),
    ZERO_CHARACTER(3701, Kind.DATA, "A text has a zero character, which PostgreSQL cannot hold"),
    JSON_DIFFERENCE(
            3702, Kind.CONFIGURATION, "The source logs differences of JSON, not whole values"),
    KIND_NOT_READABLE(3703, Kind.CONFIGURATION, "Changes cannot be read from this kind of server"),
    TOPIC_UNUSABLE(3761, Kind.CONFIGURATION, "A topic of Kafka cannot be used as it is"),
    MESSAGE_TOO_LARGE(3762, Kind.DATA, "A row is larger than a record of Kafka may be"),
    ROW_IMAGE_INCOMPLETE(
            3763, Kind.CONFIGURATION, "The source does not log whole rows, which are to be sent"),
    TRANSACTIONS_REFUSED(
            3764, Kind.CONFIGURATION, "Kafka does not take transactions as they are set up"),
    EMPTY_TEXT(
            3771,
            Kind.DATA,
            "Oracle takes an empty text for NULL, which its column does not allow"),
    RESYNC_REQUEST_UNUSABLE(3901, Kind.DATA, "A request to send a row again cannot be followed"),
    RESYNC_TABLE_UNUSABLE(
            3902, Kind.CONFIGURATION, "Rows of a table cannot be read again from the source"),
    RESYNC_NOT_ASKED(3903, Kind.CONFIGURATION, "Rows cannot be asked for on the source"),
    REPAIR_NOT_POSSIBLE(
            3904,
            Kind.CONFIGURATION,
            "Rows cannot be repaired while the pipeline does not keep up"),
    PRESENT_ROWS_NOT_POSSIBLE(
            3906,
            Kind.CONFIGURATION,
            "Rows cannot be sent as the source has them now, as it is configured"),
    FILE_PATH_REFUSED(3911, Kind.DATA, "A path of an attached file is refused"),
    FILE_MISSING(3912, Kind.DATA, "An attached file is missing at the source"),
    FILE_NOT_COPIED(3913, Kind.DATA, "An attached file cannot be copied"),
    FILE_RESOLVER_FAILED(3914, Kind.DATA, "A file resolver failed at a row"),
    FILE_RESOLVER_TIMEOUT(3915, Kind.DATA, "A file resolver took too long for a row"),
    FILE_RESOLVER_RESULT(3916, Kind.DATA, "A row has more files than can be followed"),
    FILE_RESOLVER_UNUSABLE(3917, Kind.CONFIGURATION, "A file resolver cannot be loaded"),
    FILE_ROOT_UNUSABLE(3918, Kind.CONFIGURATION, "A folder of attached files cannot be used"),
    FILES_NOT_POSSIBLE(3919, Kind.CONFIGURATION, "Files cannot be attached as it is configured"),
    ZOOKEEPER_UNREACHABLE(4001, Kind.UNREACHABLE, "ZooKeeper cannot be reached"),
    ZOOKEEPER_TOO_OLD(4002, Kind.CONFIGURATION, "The ZooKeeper ensemble is older than 3.6"),
    ZOOKEEPER_REFUSED(4003, Kind.UNREACHABLE, "ZooKeeper refused a request"),
    ZOOKEEPER_SERVERS_INVALID(
            4004, Kind.CONFIGURATION, "The list of ZooKeeper servers cannot be used"),
    EMBEDDED_ZOOKEEPER_FAILED(
            4005, Kind.CONFIGURATION, "The ZooKeeper server of the manager cannot run"),
    ZOOKEEPER_LOGIN_REFUSED(4006, Kind.CONFIGURATION, "ZooKeeper does not let Otter in"),
    NODE_ID_TAKEN(4011, Kind.CONFIGURATION, "Another live process has the node's id"),
    RUN_STATE_CHANGED(
            4021, Kind.CONFIGURATION, "Somebody else has set the channel's state meanwhile"),
    TREE_UNREADABLE(4031, Kind.DATA, "A path in ZooKeeper holds something else than it should"),
    TREE_PATH_MISSING(4032, Kind.CONFIGURATION, "There is no such path in ZooKeeper"),
    NODE_UNKNOWN(4101, Kind.CONFIGURATION, "The manager does not know this node"),
    NODE_NOT_APPROVED(4102, Kind.CONFIGURATION, "A node waits for its approval"),
    NODE_CONNECTED_ELSEWHERE(
            4103, Kind.CONFIGURATION, "Another process is connected under this node's number"),
    NODE_CERTIFICATE_REFUSED(
            4104, Kind.CONFIGURATION, "The manager does not accept this node's certificate"),
    MANAGER_UNREACHABLE(4105, Kind.UNREACHABLE, "No manager can be reached"),
    MANAGER_NOT_TRUSTED(
            4106, Kind.CONFIGURATION, "The manager is not the one that this node knows"),
    ENROLMENT_REFUSED(4107, Kind.CONFIGURATION, "The manager takes no enrolment from this node"),
    IDENTITY_UNUSABLE(4108, Kind.CONFIGURATION, "A key or certificate file cannot be used"),
    CACHE_DAMAGED(4109, Kind.DATA, "The stored configuration is damaged"),
    STATISTICS_STORE_UNUSABLE(4110, Kind.DATA, "The store of statistics cannot be used"),
    CONTROL_PROTOCOL(4111, Kind.INTERNAL, "Node and manager do not understand each other"),
    NODE_NOT_CONNECTED(4112, Kind.UNREACHABLE, "The node is not connected to this manager"),
    MANAGER_BUSY(4113, Kind.UNREACHABLE, "The manager has no room for this connection"),
    NODE_DELETED(4114, Kind.CONFIGURATION, "The node was deleted on the manager"),
    VALUE_NOT_ALLOWED(4201, Kind.CONFIGURATION, "A value of the configuration is not allowed"),
    NAME_TAKEN(4202, Kind.CONFIGURATION, "A name is taken"),
    STILL_USED(4203, Kind.CONFIGURATION, "Something else still uses it"),
    REFERENCE_MISSING(4204, Kind.CONFIGURATION, "Something is named that does not exist"),
    NOT_FOUND(4205, Kind.CONFIGURATION, "There is no such thing"),
    CHANGED_MEANWHILE(4206, Kind.CONFIGURATION, "Somebody else changed it in the meantime"),
    VERSION_MISSING(4207, Kind.CONFIGURATION, "The request does not say which version it changes"),
    STATE_FORBIDS(4208, Kind.CONFIGURATION, "Its state does not allow this"),
    REQUEST_UNREADABLE(4209, Kind.CONFIGURATION, "A request cannot be read"),
    OPERATION_EXPIRED(4210, Kind.UNREACHABLE, "No node has begun an operation in time"),
    LOGIN_REFUSED(4211, Kind.CONFIGURATION, "Name or password is wrong, or the user is locked"),
    LOGIN_REQUIRED(4212, Kind.CONFIGURATION, "A login is needed"),
    ROLE_MISSING(4213, Kind.CONFIGURATION, "The role does not allow this"),
    CSRF_MISSING(4214, Kind.CONFIGURATION, "A request lacks the token of its session"),
    LOGIN_TOO_OFTEN(4215, Kind.CONFIGURATION, "Too many logins failed"),
    PASSWORD_CHANGE_NEEDED(4216, Kind.CONFIGURATION, "The first password has to be changed"),
    PASSWORD_WEAK(4217, Kind.CONFIGURATION, "A password is too easy to guess"),
    TOKEN_REFUSED(4218, Kind.CONFIGURATION, "A token is unknown, expired or revoked"),
    OPERATION_LOST(4219, Kind.UNREACHABLE, "A node no longer tells of an operation"),
    PART_ABSENT(4221, Kind.UNREACHABLE, "A part of the manager that this needs does not run"),
    STORE_UNREACHABLE(4231, Kind.UNREACHABLE, "The manager's database cannot be reached"),
    STORE_UNUSABLE(4232, Kind.CONFIGURATION, "The manager's database cannot be used as it is"),
    KEY_FILE_UNUSABLE(4233, Kind.CONFIGURATION, "The file with the manager's key cannot be used"),
    SETTINGS_INVALID(4241, Kind.CONFIGURATION, "A properties file cannot be used as it is"),
    PORT_TAKEN(4242, Kind.CONFIGURATION, "The manager cannot listen on its port"),
    ANSWER_UNREADABLE(4501, Kind.UNREACHABLE, "What answers is not a manager that we understand"),
    NOT_IN_TIME(4502, Kind.UNREACHABLE, "What was waited for has not come about in time"),
    LOGINS_UNUSABLE(4503, Kind.CONFIGURATION, "The file with the logins cannot be used"),
    NOT_CONFIRMED(4504, Kind.CONFIGURATION, "Nobody is there who could be asked"),
    PIPELINE_FAILED(4505, Kind.DATA, "A pipeline that was waited for has failed"),
    OTTER4_UNREADABLE(4511, Kind.CONFIGURATION, "The store of an Otter 4 manager cannot be read"),
    INTERNAL(9001, Kind.INTERNAL, "Otter contradicted itself; nothing was written");

    /** Whose move it is, and the exit code of the command. */
    public enum Kind {
        CONFIGURATION(1),
        UNREACHABLE(2),
        DATA(3),
        INTERNAL(3);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }

    private final int number;
    private final Kind kind;
    private final String summary;

    ErrorCode(int number, Kind kind, String summary) {
        this.number = number;
        this.kind = kind;
        this.summary = summary;
    }

    public Kind kind() {
        return kind;
    }

    /** One sentence for the reference. */
    public String summary() {
        return summary;
    }

    /** The form in which it is printed, such as {@code OTR-3101}. */
    public String text() {
        return "OTR-" + number;
    }
}
