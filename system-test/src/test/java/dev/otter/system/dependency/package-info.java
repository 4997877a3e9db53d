/** What the product is made of that others have written, and under which licences. */
package dev.otter.system.dependency;
