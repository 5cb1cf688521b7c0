/** The verbs of the command line, one class each. */
@NullMarked
package dev.sluice.app.command;

import org.jspecify.annotations.NullMarked;
