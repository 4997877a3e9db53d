/** The published description of the HTTP interface, made of its routes and records. */
package dev.otter.manager.http.openapi;
