-- Secrets that all managers of this store share, sealed with their key.
CREATE TABLE shared_secret (
    name VARCHAR(64) NOT NULL PRIMARY KEY,
    sealed VARCHAR(1024) NOT NULL
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
