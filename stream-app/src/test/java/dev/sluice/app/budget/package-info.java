@NullMarked
package dev.sluice.app.budget;

import org.jspecify.annotations.NullMarked;
