@NullMarked
package dev.sluice.app.budget.advise;

import org.jspecify.annotations.NullMarked;
