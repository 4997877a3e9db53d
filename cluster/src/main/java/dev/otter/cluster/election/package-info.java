/** One leader per pipeline and role, with an epoch that only grows. */
package dev.otter.cluster.election;
