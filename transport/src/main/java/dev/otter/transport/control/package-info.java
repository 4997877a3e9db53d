/** The stream between a node and the manager: configuration and commands down, reports up. */
package dev.otter.transport.control;
