/** The write-back store: hot state as objects, written to the logged store at commit. */
@NullMarked
package dev.sluice.app.state;

import org.jspecify.annotations.NullMarked;
