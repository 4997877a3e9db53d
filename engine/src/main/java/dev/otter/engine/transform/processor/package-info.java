/** Runs row processors of users at arm's length. */
package dev.otter.engine.transform.processor;
