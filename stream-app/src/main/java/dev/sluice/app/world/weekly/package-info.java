/** Weekly markets with known truth: what each channel really brings, and the best that anybody could have done. */
@NullMarked
package dev.sluice.app.world.weekly;

import org.jspecify.annotations.NullMarked;
