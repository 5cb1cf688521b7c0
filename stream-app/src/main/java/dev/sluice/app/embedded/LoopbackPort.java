package dev.sluice.app.embedded;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;

/**
 * A listening socket on 127.0.0.1.
 *
 * <p>KRaft wants to know its ports before it starts. A port that was only probed may be taken by the time it is used,
 * so the socket is bound here and handed to Kafka already open.
 */
record LoopbackPort(ServerSocketChannel channel, int number) implements AutoCloseable {

    private static final int BACKLOG = 128;

    /** Binds the port; 0 lets the system choose a free one. */
    static LoopbackPort bind(int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.bind(new InetSocketAddress(loopback(), port), BACKLOG);
            return new LoopbackPort(channel, channel.socket().getLocalPort());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Binds the preferred port, or any free one where it is taken or 0. */
    static LoopbackPort bindPreferred(int preferred) throws IOException {
        if (preferred != 0) {
            try {
                return bind(preferred);
            } catch (BindException taken) {
                // Nobody asked for this very port: fall through to a free one.
            }
        }
        return bind(0);
    }

    /** 127.0.0.1 and not "localhost": some clients resolve that name to ::1, where nobody listens. */
    static InetAddress loopback() {
        try {
            return InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
