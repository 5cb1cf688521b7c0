/** Comparisons of throughput; run by hand, never by the tests. */
@NullMarked
package dev.sluice.bench;

import org.jspecify.annotations.NullMarked;
