/** From events to swapped models, measured on real processes; run by hand, never by the tests. */
@NullMarked
package dev.sluice.bench.swap;

import org.jspecify.annotations.NullMarked;
