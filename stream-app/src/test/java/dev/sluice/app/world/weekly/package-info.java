@NullMarked
package dev.sluice.app.world.weekly;

import org.jspecify.annotations.NullMarked;
