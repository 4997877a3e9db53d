/** Passwords of endpoints, sealed at rest with a key that only this manager's account can read. */
package dev.otter.manager.secret;
