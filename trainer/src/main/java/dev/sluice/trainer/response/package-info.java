/** How weekly spend moves an outcome: carry-over, saturation, baseline, as posterior draws. */
@NullMarked
package dev.sluice.trainer.response;

import org.jspecify.annotations.NullMarked;
