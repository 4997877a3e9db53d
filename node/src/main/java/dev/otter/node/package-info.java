/**
 * The worker process: runs the pipelines that this node leads, and tells the manager how it goes.
 */
package dev.otter.node;
