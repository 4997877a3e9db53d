/** Turns rows of one shape into rows of another: fewer columns, other names, other values. */
package dev.otter.engine.transform.view;
