/** The app and the trainer together, through what passes between them: topics and a file. */
@NullMarked
package dev.sluice.acceptance;

import org.jspecify.annotations.NullMarked;
