@NullMarked
package dev.sluice.app.scoring;

import org.jspecify.annotations.NullMarked;
