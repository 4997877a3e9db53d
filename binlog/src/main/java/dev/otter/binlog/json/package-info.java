/** MySQL's binary JSON: walking it, writing it as text or as SQL, and applying partial updates. */
package dev.otter.binlog.json;
