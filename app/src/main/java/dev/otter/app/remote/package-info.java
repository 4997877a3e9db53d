/** Talks to a manager through its HTTP interface, and keeps logins. */
package dev.otter.app.remote;
