/** What an operator sees: metrics, health, log format, exit codes, and the names on a dead letter. */
@NullMarked
package dev.sluice.app.ops;

import org.jspecify.annotations.NullMarked;
