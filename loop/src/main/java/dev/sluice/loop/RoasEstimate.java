package dev.sluice.loop;

/** What a model says of a channel's return on spend over the history: quantiles of its draws. */
record RoasEstimate(double p5, double p50, double p95) {}
