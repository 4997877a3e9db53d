/** Looks at databases for an operator: can they be reached, are they fit, which tables match. */
package dev.otter.manager.check;
