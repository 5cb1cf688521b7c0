package dev.sluice.trainer.response;

/** A fitted model, and how far it may be believed. */
public record ResponseFit(ResponseModel model, ResponseDiagnostics diagnostics) {}
