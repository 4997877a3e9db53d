/** The HTTP interface: who may ask for what, how answers and errors look. */
package dev.otter.manager.http;
