/** JMH benchmarks of the parts that every row passes, on a log that a real server wrote. */
package dev.otter.bench.micro;
