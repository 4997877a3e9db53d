/** A TCP proxy that cuts, stalls, delays and refuses, to test what a bad network does. */
package dev.otter.testkit.proxy;
