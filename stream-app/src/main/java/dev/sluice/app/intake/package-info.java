/** The first stage: knows one record; decodes, validates, checks that it is home. */
@NullMarked
package dev.sluice.app.intake;

import org.jspecify.annotations.NullMarked;
