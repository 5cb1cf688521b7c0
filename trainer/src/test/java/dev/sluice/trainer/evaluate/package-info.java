@NullMarked
package dev.sluice.trainer.evaluate;

import org.jspecify.annotations.NullMarked;
