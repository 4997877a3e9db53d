/** What an operator configures and the manager keeps: rules that all of it shares. */
package dev.otter.model.config;
