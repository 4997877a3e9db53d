/**
 * Compares source and target while both are written: a sweep gathers keys that may differ, rounds
 * decide each of them at one moment of the source's log. See ADR 17.
 */
package dev.otter.engine.verify.online;
