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
