/** The manager's side of the control stream: who may connect, what nodes get, what they report. */
package dev.otter.manager.fleet;
