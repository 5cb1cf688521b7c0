/**
 * A Kafka broker and a schema registry inside this JVM, for the demo, for replays and for tests.
 *
 * <p>Both are the real thing on the wire: any Kafka client and any Confluent registry client can talk to them. Both
 * listen on the loopback address only.
 */
@NullMarked
package dev.sluice.app.embedded;

import org.jspecify.annotations.NullMarked;
