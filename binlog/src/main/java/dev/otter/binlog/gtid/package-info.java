/** Names of transactions and sets of them, as MySQL and MariaDB write them. */
package dev.otter.binlog.gtid;
