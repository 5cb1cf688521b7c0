/** Sluice's serializers against other people's. */
@NullMarked
package dev.sluice.app.interop;

import org.jspecify.annotations.NullMarked;
