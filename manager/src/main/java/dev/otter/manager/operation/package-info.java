/** What operators have done once to a pipeline: kept, given to nodes, watched until it is over. */
package dev.otter.manager.operation;
