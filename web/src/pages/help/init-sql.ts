/** What a database needs before Otter uses it; shown to be copied. */

export const ACCOUNT_SQL = `-- On the source and on the target; choose a password of your own.
CREATE USER 'otter'@'%' IDENTIFIED BY 'choose-a-password';
GRANT SELECT, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'otter'@'%';

-- On the target: the tables that are written, and Otter's own.
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX ON \`shop\`.* TO 'otter'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE ON \`retl\`.* TO 'otter'@'%';`;

export const TABLES_SQL = `CREATE DATABASE IF NOT EXISTS \`retl\` DEFAULT CHARACTER SET utf8mb4;
CREATE TABLE IF NOT EXISTS \`retl\`.\`retl_checkpoint\` (
  \`pipeline\` VARCHAR(190) NOT NULL, \`slot\` INT NOT NULL, \`epoch\` BIGINT NOT NULL,
  \`group_number\` BIGINT NOT NULL, \`origin\` VARCHAR(64) NOT NULL DEFAULT '',
  \`low_water_mark\` MEDIUMTEXT NOT NULL, \`transactions\` MEDIUMTEXT NOT NULL,
  \`source_commit_micros\` BIGINT NOT NULL DEFAULT 0,
  \`updated_at\` TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  PRIMARY KEY (\`pipeline\`, \`slot\`)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE IF NOT EXISTS \`retl\`.\`retl_held_table\` (
  \`pipeline\` VARCHAR(190) NOT NULL, \`table_name\` VARCHAR(190) NOT NULL,
  \`transaction_id\` VARCHAR(500) NOT NULL, \`position\` VARCHAR(600) NOT NULL,
  \`error_code\` VARCHAR(20) NOT NULL, \`error_text\` MEDIUMTEXT NOT NULL,
  \`held_at\` TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (\`pipeline\`, \`table_name\`)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE IF NOT EXISTS \`retl\`.\`retl_quarantine\` (
  \`id\` BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  \`pipeline\` VARCHAR(190) NOT NULL, \`table_name\` VARCHAR(190) NOT NULL,
  \`transaction_id\` VARCHAR(500) NOT NULL, \`position\` VARCHAR(600) NOT NULL, \`kind\` VARCHAR(10) NOT NULL,
  \`error_code\` VARCHAR(20) NOT NULL, \`error_text\` MEDIUMTEXT NOT NULL,
  \`row_before\` LONGTEXT, \`row_after\` LONGTEXT,
  \`quarantined_at\` TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  KEY \`by_table\` (\`pipeline\`, \`table_name\`)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE IF NOT EXISTS \`retl\`.\`retl_resync\` (
  \`pipeline\` VARCHAR(190) NOT NULL, \`log_file\` VARCHAR(255) NOT NULL, \`log_offset\` BIGINT NOT NULL,
  \`number\` INT NOT NULL, \`full_name\` VARCHAR(512) NOT NULL, \`kind\` CHAR(1) NOT NULL,
  \`pk_data\` VARCHAR(1024) NOT NULL,
  \`requested_at\` TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (\`pipeline\`, \`log_file\`, \`log_offset\`, \`number\`)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE IF NOT EXISTS \`retl\`.\`retl_source\` (
  \`pipeline\` VARCHAR(190) NOT NULL PRIMARY KEY,
  \`configured\` VARCHAR(300) NOT NULL, \`address\` VARCHAR(300) NOT NULL,
  \`identity\` VARCHAR(100) NOT NULL,
  \`taken_at\` TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE IF NOT EXISTS \`retl\`.\`retl_snapshot\` (
  \`pipeline\` VARCHAR(190) NOT NULL, \`source_table\` VARCHAR(190) NOT NULL,
  \`target_table\` VARCHAR(190) NOT NULL, \`part\` INT NOT NULL, \`state\` VARCHAR(20) NOT NULL,
  \`begun_at\` VARCHAR(600) NOT NULL DEFAULT '', \`finished_at\` VARCHAR(600) NOT NULL DEFAULT '',
  \`next_key\` MEDIUMTEXT NOT NULL, \`end_key\` MEDIUMTEXT NOT NULL,
  \`rows_copied\` BIGINT NOT NULL DEFAULT 0, \`rows_estimated\` BIGINT NOT NULL DEFAULT 0,
  \`way\` VARCHAR(20) NOT NULL DEFAULT 'FILL', \`row_filter\` TEXT NOT NULL, \`after_copy\` MEDIUMTEXT NOT NULL,
  \`updated_at\` TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  PRIMARY KEY (\`pipeline\`, \`source_table\`, \`part\`)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE IF NOT EXISTS \`retl\`.\`retl_schema\` (
  \`pipeline\` VARCHAR(190) NOT NULL, \`table_name\` VARCHAR(190) NOT NULL, \`version\` BIGINT NOT NULL,
  \`transaction_id\` VARCHAR(500) NOT NULL, \`valid_until\` MEDIUMTEXT NOT NULL,
  \`state\` VARCHAR(10) NOT NULL, \`shape\` MEDIUMTEXT NOT NULL,
  \`recorded_at\` TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (\`pipeline\`, \`table_name\`, \`version\`)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE IF NOT EXISTS \`retl\`.\`retl_ddl\` (
  \`pipeline\` VARCHAR(190) NOT NULL, \`transaction_id\` VARCHAR(500) NOT NULL, \`position\` VARCHAR(600) NOT NULL,
  \`state\` VARCHAR(10) NOT NULL, \`source_statement\` MEDIUMTEXT NOT NULL, \`statement\` MEDIUMTEXT NOT NULL,
  \`digest_before\` MEDIUMTEXT NOT NULL, \`note\` MEDIUMTEXT NOT NULL,
  \`fingerprint\` VARCHAR(40) NOT NULL DEFAULT '',
  \`started_at\` TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  \`changed_at\` TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  PRIMARY KEY (\`pipeline\`, \`transaction_id\`)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE IF NOT EXISTS \`retl\`.\`retl_copy_request\` (
  \`pipeline\` VARCHAR(190) NOT NULL, \`source_table\` VARCHAR(190) NOT NULL,
  \`state\` VARCHAR(20) NOT NULL, \`row_filter\` TEXT NOT NULL, \`error_text\` TEXT NOT NULL,
  \`asked_at\` TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (\`pipeline\`, \`source_table\`)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TABLE IF NOT EXISTS \`retl\`.\`retl_check\` (
  \`pipeline\` VARCHAR(190) NOT NULL, \`table_name\` VARCHAR(190) NOT NULL,
  \`run\` VARCHAR(64) NOT NULL, \`shape\` VARCHAR(64) NOT NULL, \`point\` MEDIUMTEXT NOT NULL,
  \`source_rows\` BIGINT NOT NULL, \`target_rows\` BIGINT NOT NULL, \`equal_rows\` BIGINT NOT NULL,
  \`differences\` BIGINT NOT NULL, \`undecided\` BIGINT NOT NULL,
  \`updated_at\` TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  PRIMARY KEY (\`pipeline\`, \`table_name\`)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;`;

export const SERVER_SETTINGS = `[mysqld]
server_id            = 1
log_bin              = mysql-bin
binlog_format        = ROW
binlog_row_image     = FULL
binlog_row_metadata  = FULL`;

export const COMMANDS = `./otter sync -f sync.yaml              # run the pipelines of a file, without manager
./otter sync -f sync.yaml --dry-run    # show the tables in scope, change nothing
./otter check -f sync.yaml             # compare source and target, row by row
./otter demo                           # show it at work, on databases of its own`;

export const REST = `curl -H "Authorization: Bearer $OTTER_TOKEN" http://127.0.0.1:8080/api/v1/channels
curl -X POST -H "Authorization: Bearer $OTTER_TOKEN" http://127.0.0.1:8080/api/v1/channels/1/start`;
