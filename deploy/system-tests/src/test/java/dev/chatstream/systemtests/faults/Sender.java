/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatstream.systemtests.TestRun;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Posts numbered bodies to one gateway, one after the other, each exactly once. For one thread. */
final class Sender implements AutoCloseable {
    private final int port;
    private @Nullable Wire wire;

    Sender(int port) {
        this.port = port;
    }

    Answer send(Numbered numbered) {
        return exchange(numbered, current -> current.post(path(numbered), headers(numbered), numbered.sent()));
    }

    /** Sends the head and waits until the gateway has accepted it. */
    void begin(Numbered numbered) throws IOException {
        connected().begin(path(numbered), headers(numbered), numbered.sent().length);
    }

    /** Sends the body of what was begun. */
    Answer finish(Numbered numbered) {
        return exchange(numbered, current -> current.finish(numbered.sent()));
    }

    /** What is said on a connection until there is an answer. */
    private interface Exchange {
        Wire.Response on(Wire current) throws IOException;
    }

    private record Told(Reply reply, String detail) {}

    private Answer exchange(Numbered numbered, Exchange exchange) {
        Instant sentAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        long begin = System.nanoTime();
        Told told = told(numbered, exchange);
        long now = System.nanoTime();
        Duration took = Duration.ofNanos(now - begin);
        return new Answer(numbered.number(), port, told.reply(), told.detail(), took, now, sentAt, Instant.now());
    }

    /** Only a connection that could not be made, or that ended, is no answer; one that says nothing is a bug. */
    private Told told(Numbered numbered, Exchange exchange) {
        Wire current;
        try {
            current = connected();
        } catch (IOException e) {
            return new Told(Reply.NO_ANSWER, e.toString());
        }
        try {
            return told(numbered, exchange.on(current));
        } catch (SocketTimeoutException e) {
            close();
            return new Told(Reply.UNEXPECTED, "connected, but never answered: " + e);
        } catch (IOException e) {
            close();
            return new Told(Reply.NO_ANSWER, e.toString());
        } catch (RuntimeException | AssertionError e) {
            close();
            return new Told(Reply.UNEXPECTED, "not understood: " + e);
        }
    }

    private static String path(Numbered numbered) {
        return "/hooks/" + numbered.source() + "/local";
    }

    /** A signature is one of the body as it is before it is compressed. */
    private static Map<String, String> headers(Numbered numbered) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("Content-Type", Numbered.CONTENT_TYPE);
        numbered.traceparent().ifPresent(trace -> headers.put("traceparent", trace));
        if (numbered.zipped()) {
            headers.put("Content-Encoding", "gzip");
        }
        if (numbered.kind().signed()) {
            headers.put(Signing.HEADER, Signing.of(numbered));
        }
        return headers;
    }

    private Wire connected() throws IOException {
        Wire current = wire;
        if (current == null || !current.reusable()) {
            close();
            current = new Wire(port);
            wire = current;
        }
        return current;
    }

    private static Told told(Numbered numbered, Wire.Response response) {
        JsonNode body = TestRun.json(response.body());
        boolean retriable = response.headers().containsKey("retry-after");
        return switch (response.status()) {
            case 200 -> new Told(durable(numbered, body), response.body());
            case 400, 422 -> new Told(rejected(numbered, response.status(), body), response.body());
            case 403 -> new Told(turnedAway(numbered), response.body());
            case 503 ->
                new Told(
                        retriable ? Reply.REFUSED : Reply.UNEXPECTED,
                        body.path("type").asText());
            default -> new Told(Reply.UNEXPECTED, response.status() + " " + response.body());
        };
    }

    private static Reply durable(Numbered numbered, JsonNode body) {
        boolean right = numbered.kind().welcome() && body.path("id").asText().equals(numbered.eventId());
        String status = right ? body.path("status").asText() : "";
        return switch (status) {
            case "stored" -> Reply.STORED;
            case "spooled" -> Reply.SPOOLED;
            default -> Reply.UNEXPECTED;
        };
    }

    private static Reply turnedAway(Numbered numbered) {
        return numbered.kind() == Kind.FORGED ? Reply.TURNED_AWAY : Reply.UNEXPECTED;
    }

    private static Reply rejected(Numbered numbered, int status, JsonNode body) {
        boolean right = numbered.kind() == (status == 400 ? Kind.NOT_JSON : Kind.NOT_A_HOOK)
                && body.path("quarantineId").asText().equals(numbered.eventId());
        return right ? Reply.QUARANTINED : Reply.UNEXPECTED;
    }

    @Override
    public void close() {
        if (wire != null) {
            wire.close();
            wire = null;
        }
    }
}
