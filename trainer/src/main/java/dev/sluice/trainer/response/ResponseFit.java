package dev.sluice.trainer.response;

/** A fitted response model, and how far it may be believed. */
public record ResponseFit(ResponseModel model, ResponseDiagnostics diagnostics) {}
