package dev.sluice.bench;

import dev.sluice.app.embedded.EmbeddedBroker;
import java.io.IOException;

/** A throw-away broker in a process of its own, so that its CPU time is not the app's. Ends when its input does. */
final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] args) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.startTemporary()) {
            System.out.println(BrokerProcess.READY + broker.bootstrapServers());
            while (System.in.read() >= 0) {
                // The parent writes nothing: its end, however it comes, closes the pipe.
            }
        }
    }
}
