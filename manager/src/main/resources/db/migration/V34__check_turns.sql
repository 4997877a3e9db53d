-- Which time of its schedule a pipeline's check was taken for last; times in milliseconds.
CREATE TABLE check_turn (
    pipeline BIGINT NOT NULL PRIMARY KEY,
    due_at BIGINT NOT NULL,
    state VARCHAR(16) NOT NULL,
    operation BIGINT,
    attempts INT NOT NULL,
    changed_at BIGINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
