/** Works out what a transaction touches on the target. */
package dev.otter.engine.load.access;
