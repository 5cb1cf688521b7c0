/** The stream application: {@code Main} and the rooms below it. */
@NullMarked
package dev.sluice.app;

import org.jspecify.annotations.NullMarked;
