/** Brings single files from one folder to another: what differs, resumed, verified. */
package dev.otter.engine.files.copy;
