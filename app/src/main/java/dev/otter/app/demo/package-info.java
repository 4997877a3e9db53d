/** otter demo: two embedded servers, a shop under load, and the proof that both are equal. */
package dev.otter.app.demo;
