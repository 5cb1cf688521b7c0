@NullMarked
package dev.sluice.app.budget.verify;

import org.jspecify.annotations.NullMarked;
