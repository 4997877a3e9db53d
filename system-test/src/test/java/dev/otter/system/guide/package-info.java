/** What the operators of Otter 4 do by their guide. */
package dev.otter.system.guide;
