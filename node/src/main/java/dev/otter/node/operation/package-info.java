/** What operators ask to be done once to a pipeline that is led here, and how far it is. */
package dev.otter.node.operation;
