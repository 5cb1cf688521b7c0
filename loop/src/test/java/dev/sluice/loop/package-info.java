@NullMarked
package dev.sluice.loop;

import org.jspecify.annotations.NullMarked;
