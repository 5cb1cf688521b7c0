@NullMarked
package dev.sluice.app.topology;

import org.jspecify.annotations.NullMarked;
