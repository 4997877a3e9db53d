/**
 * A row that is tried with an entry of a pipeline's tables: what a node is asked, and its answer.
 */
package dev.otter.document.trial;
