package dev.sluice.app.api;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.ApiMeters;
import dev.sluice.app.ops.StreamsState;
import dev.sluice.app.scoring.Shelf;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * What the API is made of.
 *
 * @param consumers makes consumers that read committed records only and belong to no group
 * @param producers makes producers that are idempotent and wait for all replicas
 * @param shelf the models in force; outlives the API
 * @param stream asked what the river is doing
 */
public record ApiParts(
        SluiceConfig config,
        Supplier<Consumer<byte[], byte[]>> consumers,
        Supplier<Producer<byte[], byte[]>> producers,
        Shelf shelf,
        Supplier<StreamsState> stream,
        ApiMeters meters,
        InstantSource clock) {}
