/** Which servers, options and tables an end-to-end test runs on. */
package dev.otter.system.arrangement;
