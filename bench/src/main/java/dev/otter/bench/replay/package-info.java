/** The servers, the log that all contenders replay, and the state they start from. */
package dev.otter.bench.replay;
