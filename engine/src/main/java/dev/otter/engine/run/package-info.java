/** What all stages share while they run: the signal to stop, back-off, and the board of figures. */
package dev.otter.engine.run;
