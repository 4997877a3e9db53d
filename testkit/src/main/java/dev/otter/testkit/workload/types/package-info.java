/** Every data type of MySQL with its edge values, and tables made of them. */
package dev.otter.testkit.workload.types;
