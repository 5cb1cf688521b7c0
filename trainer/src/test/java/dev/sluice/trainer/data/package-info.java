@NullMarked
package dev.sluice.trainer.data;

import org.jspecify.annotations.NullMarked;
