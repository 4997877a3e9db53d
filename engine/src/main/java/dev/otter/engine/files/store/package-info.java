/** A folder of attached files, wherever it is: look, read, write behind a name, remove. */
package dev.otter.engine.files.store;
