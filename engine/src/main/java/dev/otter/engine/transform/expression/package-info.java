/** Expressions over a row; the language (CEL) is known here alone. */
package dev.otter.engine.transform.expression;
