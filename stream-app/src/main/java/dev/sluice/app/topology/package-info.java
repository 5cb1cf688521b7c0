/** The wiring: the river as a table of contents, and the life of the streams client. */
@NullMarked
package dev.sluice.app.topology;

import org.jspecify.annotations.NullMarked;
