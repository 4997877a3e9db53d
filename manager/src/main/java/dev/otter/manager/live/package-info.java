/** What is seen of the running system, as it is answered to people and programs. */
package dev.otter.manager.live;
