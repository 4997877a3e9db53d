/** Real MySQL and MariaDB servers for tests, benchmarks and the demo, started without Docker. */
package dev.otter.testkit.server;
