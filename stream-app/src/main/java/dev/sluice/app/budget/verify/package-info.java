/**
 * A second opinion on advice, from the policy and the raw samples alone. It shares no code with what made the advice, so
 * that one mistake can't hide in both.
 */
@NullMarked
package dev.sluice.app.budget.verify;

import org.jspecify.annotations.NullMarked;
