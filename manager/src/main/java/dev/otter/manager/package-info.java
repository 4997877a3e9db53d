/** The control room's process: reads its properties and builds everything by constructors. */
package dev.otter.manager;
