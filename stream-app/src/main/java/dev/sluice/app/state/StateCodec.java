package dev.sluice.app.state;

/**
 * Turns one kind of state to bytes and back. The first byte is the format's version, so that a newer build reads what an
 * older one wrote.
 *
 * @param <V> the state, usually mutable
 */
public interface StateCodec<V> {
    void write(V value, StateWriter out);

    V read(StateReader in);
}
