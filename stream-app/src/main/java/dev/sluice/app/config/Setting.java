package dev.sluice.app.config;

/**
 * One setting in force, fit to be printed.
 *
 * @param key the setting
 * @param value its value, masked where it is a secret
 * @param origin where the value came from: a flag, an environment variable, a file, or {@code default}
 */
public record Setting(String key, String value, String origin) {}
