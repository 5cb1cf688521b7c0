@NullMarked
package dev.sluice.app.budget.allocate;

import org.jspecify.annotations.NullMarked;
