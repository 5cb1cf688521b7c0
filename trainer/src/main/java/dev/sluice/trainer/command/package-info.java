/** Entrances: one picocli class a verb. */
@NullMarked
package dev.sluice.trainer.command;

import org.jspecify.annotations.NullMarked;
