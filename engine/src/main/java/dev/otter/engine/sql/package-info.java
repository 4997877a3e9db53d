/** What statements of MySQL and MariaDB that change tables say: their parse trees. */
package dev.otter.engine.sql;
