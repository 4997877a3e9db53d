/** Which files belong to rows: asks the user's resolvers, or reads paths in columns. */
package dev.otter.engine.files.resolve;
