package dev.sluice.app.state;

/** A mutable value, as the ledgers keep them. */
final class Purse {
    long coins;

    Purse(long coins) {
        this.coins = coins;
    }

    static final StateCodec<Purse> CODEC = new StateCodec<>() {
        @Override
        public void write(Purse purse, StateWriter out) {
            out.writeLong(purse.coins);
        }

        @Override
        public Purse read(StateReader in) {
            return new Purse(in.readLong());
        }
    };
}
