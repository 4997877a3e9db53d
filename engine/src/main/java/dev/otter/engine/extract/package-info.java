/** Keeps what is in scope and decodes where each cell lies. */
package dev.otter.engine.extract;
