/** The situations of docs/internals/scenarios.md, each as a test. */
package dev.otter.system.scenario;
