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
