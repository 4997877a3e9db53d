/** The routes of version 1, a class for each group of them. */
package dev.otter.manager.http.api;
