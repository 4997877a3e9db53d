/** What the manager says, put into effect. */
package dev.otter.node.work;
