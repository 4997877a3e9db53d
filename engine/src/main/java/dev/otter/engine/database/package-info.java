/** What the target knows of itself: tables, keys, foreign keys, literals, bookkeeping tables. */
package dev.otter.engine.database;
