package dev.sluice.app.budget.verify;

/** A broken rule, with what breaks it in one sentence. */
public record Violation(Rule rule, String sentence) {}
