/** The third stage: knows one account; sums deltas to channel-weeks and publishes them. */
@NullMarked
package dev.sluice.app.board;

import org.jspecify.annotations.NullMarked;
