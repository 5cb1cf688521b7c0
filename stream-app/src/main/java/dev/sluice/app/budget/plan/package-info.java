/** Plans that somebody asks for: splits and week-by-week plans by a response model, from any spend and under any policy. */
@NullMarked
package dev.sluice.app.budget.plan;

import org.jspecify.annotations.NullMarked;
