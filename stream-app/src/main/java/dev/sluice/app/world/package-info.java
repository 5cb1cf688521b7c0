/**
 * A seeded simulator of an advertising market: what ad platforms and shops would send, and what is true of it.
 *
 * <p>It knows the JDK and the Avro classes only; it never touches Kafka. See docs/world.md.
 */
@NullMarked
package dev.sluice.app.world;

import org.jspecify.annotations.NullMarked;
