/**
 * Decides which whole source transactions may be applied together and when: access sets, windows,
 * components, groups, watermark and slots. Pure: no database, no clock, one thread.
 */
package dev.otter.engine.load.schedule;
