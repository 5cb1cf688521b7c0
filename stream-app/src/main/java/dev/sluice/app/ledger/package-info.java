/** The second stage: knows one entity; remembers its latest truth and turns changes into signed deltas. */
@NullMarked
package dev.sluice.app.ledger;

import org.jspecify.annotations.NullMarked;
