/** Who somebody is and what they may do: passwords, sessions, tokens, limits. */
package dev.otter.manager.access;
