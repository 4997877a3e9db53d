-- Tables of the Otter manager, for MySQL 5.7 and newer. Load it with the MySQL client:
--     source otter-manager-schema.sql
-- A manager of the same version then finds everything in place. An empty database does
-- as well: the manager makes the tables by itself. Made from the migrations.

CREATE DATABASE IF NOT EXISTS otter DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
USE otter;

-- Times are milliseconds since 1970, UTC. Names are unique by name_key, their lower-case form.

CREATE TABLE configuration (
    id INT NOT NULL PRIMARY KEY,
    revision BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO configuration (id, revision) VALUES (1, 0);

CREATE TABLE channel (
    id BIGINT NOT NULL PRIMARY KEY,
    name VARCHAR(64) NOT NULL,
    name_key VARCHAR(64) NOT NULL,
    version BIGINT NOT NULL,
    document LONGTEXT NOT NULL,
    search_text LONGTEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by VARCHAR(64) NOT NULL,
    UNIQUE KEY channel_name (name_key)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE endpoint (
    id BIGINT NOT NULL PRIMARY KEY,
    name VARCHAR(64) NOT NULL,
    name_key VARCHAR(64) NOT NULL,
    version BIGINT NOT NULL,
    document LONGTEXT NOT NULL,
    search_text LONGTEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by VARCHAR(64) NOT NULL,
    UNIQUE KEY endpoint_name (name_key)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE table_pattern (
    id BIGINT NOT NULL PRIMARY KEY,
    name VARCHAR(64) NOT NULL,
    name_key VARCHAR(64) NOT NULL,
    version BIGINT NOT NULL,
    document LONGTEXT NOT NULL,
    search_text LONGTEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by VARCHAR(64) NOT NULL,
    UNIQUE KEY table_pattern_name (name_key)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE canal (
    id BIGINT NOT NULL PRIMARY KEY,
    name VARCHAR(64) NOT NULL,
    name_key VARCHAR(64) NOT NULL,
    version BIGINT NOT NULL,
    document LONGTEXT NOT NULL,
    search_text LONGTEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by VARCHAR(64) NOT NULL,
    UNIQUE KEY canal_name (name_key)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE failover_group (
    id BIGINT NOT NULL PRIMARY KEY,
    name VARCHAR(64) NOT NULL,
    name_key VARCHAR(64) NOT NULL,
    version BIGINT NOT NULL,
    document LONGTEXT NOT NULL,
    search_text LONGTEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by VARCHAR(64) NOT NULL,
    UNIQUE KEY failover_group_name (name_key)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE node (
    id BIGINT NOT NULL PRIMARY KEY,
    name VARCHAR(64) NOT NULL,
    name_key VARCHAR(64) NOT NULL,
    version BIGINT NOT NULL,
    document LONGTEXT NOT NULL,
    search_text LONGTEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by VARCHAR(64) NOT NULL,
    UNIQUE KEY node_name (name_key)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE zookeeper_cluster (
    id BIGINT NOT NULL PRIMARY KEY,
    name VARCHAR(64) NOT NULL,
    name_key VARCHAR(64) NOT NULL,
    version BIGINT NOT NULL,
    document LONGTEXT NOT NULL,
    search_text LONGTEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by VARCHAR(64) NOT NULL,
    UNIQUE KEY zookeeper_cluster_name (name_key)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE alarm_rule (
    id BIGINT NOT NULL PRIMARY KEY,
    name VARCHAR(64) NOT NULL,
    name_key VARCHAR(64) NOT NULL,
    version BIGINT NOT NULL,
    document LONGTEXT NOT NULL,
    search_text LONGTEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by VARCHAR(64) NOT NULL,
    UNIQUE KEY alarm_rule_name (name_key)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE user_account (
    id BIGINT NOT NULL PRIMARY KEY,
    name VARCHAR(64) NOT NULL,
    name_key VARCHAR(64) NOT NULL,
    version BIGINT NOT NULL,
    document LONGTEXT NOT NULL,
    search_text LONGTEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by VARCHAR(64) NOT NULL,
    UNIQUE KEY user_account_name (name_key)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE system_parameter (
    id BIGINT NOT NULL PRIMARY KEY,
    name VARCHAR(64) NOT NULL,
    name_key VARCHAR(64) NOT NULL,
    version BIGINT NOT NULL,
    document LONGTEXT NOT NULL,
    search_text LONGTEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by VARCHAR(64) NOT NULL,
    UNIQUE KEY system_parameter_name (name_key)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What names what; used_key is a name_key, or channel/pipeline in lower case.
CREATE TABLE reference (
    user_kind VARCHAR(32) NOT NULL,
    user_id BIGINT NOT NULL,
    used_kind VARCHAR(32) NOT NULL,
    used_key VARCHAR(130) NOT NULL,
    PRIMARY KEY (user_kind, user_id, used_kind, used_key),
    KEY reference_used (used_kind, used_key)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE history (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    revision BIGINT NOT NULL,
    kind VARCHAR(32) NOT NULL,
    thing_id BIGINT NOT NULL,
    name VARCHAR(64) NOT NULL,
    version BIGINT NOT NULL,
    action VARCHAR(16) NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by VARCHAR(64) NOT NULL,
    before_document LONGTEXT,
    after_document LONGTEXT,
    UNIQUE KEY history_version (kind, thing_id, version),
    KEY history_time (changed_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Numbers of pipelines, which name their places in ZooKeeper. A row is never removed: a pipeline that
-- comes back under its name has its number again.
CREATE TABLE pipeline (
    number BIGINT NOT NULL PRIMARY KEY,
    channel_id BIGINT NOT NULL,
    name VARCHAR(64) NOT NULL,
    name_key VARCHAR(64) NOT NULL,
    UNIQUE KEY pipeline_name (channel_id, name_key)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Passwords of endpoints, sealed with the manager's key file.
CREATE TABLE endpoint_secret (
    endpoint_id BIGINT NOT NULL PRIMARY KEY,
    sealed VARCHAR(2000) NOT NULL,
    CONSTRAINT endpoint_secret_of FOREIGN KEY (endpoint_id) REFERENCES endpoint (id)
        ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE user_login (
    user_id BIGINT NOT NULL PRIMARY KEY,
    password_hash VARCHAR(100) NOT NULL,
    must_change SMALLINT NOT NULL,
    changed_at BIGINT NOT NULL,
    CONSTRAINT user_login_of FOREIGN KEY (user_id) REFERENCES user_account (id)
        ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE user_session (
    token_hash VARCHAR(64) NOT NULL PRIMARY KEY,
    user_id BIGINT NOT NULL,
    csrf VARCHAR(64) NOT NULL,
    address VARCHAR(64) NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    KEY user_session_user (user_id),
    CONSTRAINT user_session_of FOREIGN KEY (user_id) REFERENCES user_account (id)
        ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE access_token (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(64) NOT NULL,
    token_hash VARCHAR(64) NOT NULL,
    role_name VARCHAR(16) NOT NULL,
    created_by VARCHAR(64) NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    UNIQUE KEY access_token_hash (token_hash)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE audit (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    happened_at BIGINT NOT NULL,
    who VARCHAR(64) NOT NULL,
    role_name VARCHAR(16) NOT NULL,
    address VARCHAR(64) NOT NULL,
    method VARCHAR(8) NOT NULL,
    path VARCHAR(500) NOT NULL,
    status INT NOT NULL,
    error_code VARCHAR(16),
    KEY audit_time (happened_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE log_record (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    happened_at BIGINT NOT NULL,
    channel VARCHAR(64),
    pipeline VARCHAR(64),
    node VARCHAR(64),
    title VARCHAR(64) NOT NULL,
    message LONGTEXT NOT NULL,
    KEY log_record_time (happened_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Versions of the documents that nodes are told; a version grows with each other document.
CREATE TABLE node_plan (
    node_id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    digest VARCHAR(64) NOT NULL,
    revision BIGINT NOT NULL,
    CONSTRAINT node_plan_of FOREIGN KEY (node_id) REFERENCES node (id)
        ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The one key that may connect as a node: SHA-256 of the public key.
CREATE TABLE node_key (
    node_id BIGINT NOT NULL PRIMARY KEY,
    fingerprint VARCHAR(64) NOT NULL,
    approved_at BIGINT NOT NULL,
    CONSTRAINT node_key_of FOREIGN KEY (node_id) REFERENCES node (id)
        ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Secrets that let a node in once without approval; only hashes are kept.
CREATE TABLE enrolment_secret (
    node_id BIGINT NOT NULL PRIMARY KEY,
    secret_hash VARCHAR(64) NOT NULL,
    expires_at BIGINT NOT NULL,
    CONSTRAINT enrolment_secret_of FOREIGN KEY (node_id) REFERENCES node (id)
        ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The last batch of statistics of each node's store; written together with its minutes.
CREATE TABLE statistics_receipt (
    node_id BIGINT NOT NULL,
    store BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    PRIMARY KEY (node_id, store)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What pipelines did; a minute in which the node changed has several rows.
CREATE TABLE pipeline_minute (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    pipeline BIGINT NOT NULL,
    minute_at BIGINT NOT NULL,
    inserts BIGINT NOT NULL,
    updates BIGINT NOT NULL,
    deletes BIGINT NOT NULL,
    schema_changes BIGINT NOT NULL,
    log_bytes BIGINT NOT NULL,
    mean_lag_millis BIGINT NOT NULL,
    max_lag_millis BIGINT NOT NULL,
    KEY pipeline_minute_of (pipeline, minute_at),
    KEY pipeline_minute_time (minute_at)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Secrets that all managers of this store share, sealed with their key.
CREATE TABLE shared_secret (
    name VARCHAR(64) NOT NULL PRIMARY KEY,
    sealed VARCHAR(1024) NOT NULL
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What operators asked to be done once to a pipeline, and what became of it; times in milliseconds.
CREATE TABLE pipeline_operation (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    pipeline BIGINT NOT NULL,
    kind VARCHAR(16) NOT NULL,
    request LONGTEXT NOT NULL,
    asked_by VARCHAR(255) NOT NULL,
    asked_at BIGINT NOT NULL,
    deadline_at BIGINT NOT NULL,
    state VARCHAR(16) NOT NULL,
    node_id BIGINT,
    started_at BIGINT,
    heard_at BIGINT,
    ended_at BIGINT,
    cancelled_by VARCHAR(255),
    progress LONGTEXT NOT NULL,
    findings LONGTEXT,
    KEY pipeline_operation_of (pipeline, id),
    KEY pipeline_operation_state (state)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Which time of its schedule a pipeline's check was taken for last; times in milliseconds.
CREATE TABLE check_turn (
    pipeline BIGINT NOT NULL PRIMARY KEY,
    due_at BIGINT NOT NULL,
    state VARCHAR(16) NOT NULL,
    operation BIGINT,
    attempts INT NOT NULL,
    changed_at BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What has been done, so that the manager does not do it again.

CREATE TABLE flyway_schema_history (
    installed_rank INT NOT NULL PRIMARY KEY,
    version VARCHAR(50),
    description VARCHAR(200) NOT NULL,
    type VARCHAR(20) NOT NULL,
    script VARCHAR(1000) NOT NULL,
    checksum INT,
    installed_by VARCHAR(100) NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    execution_time INT NOT NULL,
    success BOOL NOT NULL,
    KEY flyway_schema_history_s_idx (success)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO flyway_schema_history (installed_rank, version, description, type,
    script, checksum, installed_by, execution_time, success)
VALUES (1, '1', 'configuration', 'SQL', 'V1__configuration.sql', 1558790993, 'otter-manager-schema.sql', 0, TRUE);

INSERT INTO flyway_schema_history (installed_rank, version, description, type,
    script, checksum, installed_by, execution_time, success)
VALUES (2, '2', 'running', 'SQL', 'V2__running.sql', 1131577788, 'otter-manager-schema.sql', 0, TRUE);

INSERT INTO flyway_schema_history (installed_rank, version, description, type,
    script, checksum, installed_by, execution_time, success)
VALUES (3, '3', 'shared secrets', 'SQL', 'V3__shared_secrets.sql', 1286988544, 'otter-manager-schema.sql', 0, TRUE);

INSERT INTO flyway_schema_history (installed_rank, version, description, type,
    script, checksum, installed_by, execution_time, success)
VALUES (4, '4', 'operations', 'SQL', 'V4__operations.sql', 960710341, 'otter-manager-schema.sql', 0, TRUE);

INSERT INTO flyway_schema_history (installed_rank, version, description, type,
    script, checksum, installed_by, execution_time, success)
VALUES (5, '34', 'check turns', 'SQL', 'V34__check_turns.sql', -642581698, 'otter-manager-schema.sql', 0, TRUE);
