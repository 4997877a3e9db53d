/** What happened: who asked for what, and what nodes had to tell. */
package dev.otter.manager.record;
