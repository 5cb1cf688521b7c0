/** Weeks, totals, KPIs and books: plain values that know nothing but the JDK. */
@NullMarked
package dev.sluice.app.domain;

import org.jspecify.annotations.NullMarked;
