package dev.sluice.app.state;

/** State to bytes and back, as a store does it. */
public final class RoundTrip {
    private RoundTrip() {}

    /** What a store would hold of a value. */
    public static <V> byte[] bytes(StateCodec<V> codec, V value) {
        StateWriter writer = new StateWriter();
        codec.write(value, writer);
        return writer.toBytes();
    }

    /** What comes back after a restart. */
    public static <V> V of(StateCodec<V> codec, V value) {
        return codec.read(new StateReader(bytes(codec, value)));
    }
}
