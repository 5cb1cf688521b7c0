package dev.sluice.app.api;

import dev.sluice.app.api.Published.Instance;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events as a browser does. */
final class EventReader implements AutoCloseable {
    /** An event; its data is empty where only the id was told. */
    record Event(String name, String id, String data) {}

    private final HttpClient client;
    private final HttpResponse<InputStream> response;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    private EventReader(HttpClient client, HttpResponse<InputStream> response) {
        this.client = client;
        this.response = response;
        Thread.ofVirtual().start(this::read);
    }

    static EventReader open(Instance instance, String account, @Nullable String lastId)
            throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(instance.server()
                        .url() + "/api/v1/stream?account=" + URLEncoder.encode(account, StandardCharsets.UTF_8)));
        if (lastId != null) {
            request.header("Last-Event-ID", lastId);
        }
        return new EventReader(client, client.send(request.build(), BodyHandlers.ofInputStream()));
    }

    private void read() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String name = "";
            String id = "";
            String data = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.isEmpty()) {
                    events.add(new Event(name, id, data));
                    name = "";
                    data = "";
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                }
            }
        } catch (IOException e) {
            events.add(new Event("closed", "", e.toString()));
        }
    }

    /** The next event, within a bound that no healthy machine needs. */
    Event next() throws InterruptedException {
        Event event = events.poll(30, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event came");
        }
        return event;
    }

    int status() {
        return response.statusCode();
    }

    String type() {
        return response.headers().firstValue("content-type").orElse("");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
