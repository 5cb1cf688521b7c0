/** The report of a training run: one self-contained HTML page. */
@NullMarked
package dev.sluice.trainer.report;

import org.jspecify.annotations.NullMarked;
