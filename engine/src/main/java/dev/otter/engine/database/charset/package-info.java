/**
 * The server's character sets: their bytes as Unicode and back, as the server itself turns them.
 */
package dev.otter.engine.database.charset;
