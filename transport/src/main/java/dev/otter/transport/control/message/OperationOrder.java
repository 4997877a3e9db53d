package dev.otter.transport.control.message;

/**
 * An operation that a node is told to do.
 *
 * @param id names it among all of this manager's store; one below zero is a question that no store
 *     knows
 * @param pipeline the pipeline's number
 * @param what is wanted
 */
public record OperationOrder(long id, long pipeline, Operation what) {}
