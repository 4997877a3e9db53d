/** The judge of every test: whether the tables of two servers are the same, to the byte. */
package dev.otter.testkit.compare;
