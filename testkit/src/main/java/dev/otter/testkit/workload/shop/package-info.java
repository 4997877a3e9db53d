/** A small shop with foreign keys, unique keys and sums that hold only between transactions. */
package dev.otter.testkit.workload.shop;
