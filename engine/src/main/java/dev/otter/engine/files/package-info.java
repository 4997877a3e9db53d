/**
 * Files that belong to rows: a transaction goes on to the load stage when its files are on the
 * target's side.
 */
package dev.otter.engine.files;
