/** Takes over the configuration and the positions of an Otter 4 installation; only reads there. */
package dev.otter.app.otter4;
