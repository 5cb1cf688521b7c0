package dev.sluice.app.api.view;

/**
 * The last record of a key.
 *
 * @param key names the row within its account
 * @param value its value; where the row is gone, the last it had
 * @param gone whether its last record was a tombstone
 * @param place where that record lies
 */
public record Row<T>(String account, String key, T value, boolean gone, Place place) {}
