/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatstream.systemtests.TestRun;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Posts numbered bodies to one gateway, one after the other, each exactly once. For one thread. */
final class Sender implements AutoCloseable {
    private static final String PATH = "/hooks/smartsupp/local";
    private static final String SIGNED_PATH = "/hooks/" + Signing.SOURCE + "/local";

    private final int port;
    private @Nullable Wire wire;

    Sender(int port) {
        this.port = port;
    }

    Answer send(Numbered numbered) {
        long begin = System.nanoTime();
        try {
            Wire current = connected();
            return answer(numbered, current.post(path(numbered), headers(numbered), numbered.body()), begin);
        } catch (IOException e) {
            close();
            return answer(numbered, Reply.NO_ANSWER, e.toString(), begin);
        }
    }

    /** Sends the head and waits until the gateway has accepted it. */
    void begin(Numbered numbered) throws IOException {
        connected().begin(path(numbered), headers(numbered), numbered.body().length);
    }

    /** Sends the body of what was begun. */
    Answer finish(Numbered numbered) {
        long begin = System.nanoTime();
        try {
            return answer(numbered, connected().finish(numbered.body()), begin);
        } catch (IOException e) {
            close();
            return answer(numbered, Reply.NO_ANSWER, e.toString(), begin);
        }
    }

    private static String path(Numbered numbered) {
        return numbered.kind().signed() ? SIGNED_PATH : PATH;
    }

    private static Map<String, String> headers(Numbered numbered) {
        return numbered.kind().signed()
                ? Map.of("Content-Type", "application/json", Signing.HEADER, Signing.of(numbered))
                : Map.of("Content-Type", "application/json");
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

    private Answer answer(Numbered numbered, Wire.Response response, long begin) {
        JsonNode body = TestRun.json(response.body());
        boolean retriable = response.headers().containsKey("retry-after");
        return switch (response.status()) {
            case 200 -> answer(numbered, durable(numbered, body), response.body(), begin);
            case 400, 422 -> answer(numbered, rejected(numbered, response.status(), body), response.body(), begin);
            case 403 -> answer(numbered, turnedAway(numbered), response.body(), begin);
            case 503 ->
                answer(
                        numbered,
                        retriable ? Reply.REFUSED : Reply.UNEXPECTED,
                        body.path("type").asText(),
                        begin);
            default -> answer(numbered, Reply.UNEXPECTED, response.status() + " " + response.body(), begin);
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

    private Answer answer(Numbered numbered, Reply reply, String detail, long begin) {
        long now = System.nanoTime();
        return new Answer(numbered.number(), port, reply, detail, Duration.ofNanos(now - begin), now);
    }

    @Override
    public void close() {
        if (wire != null) {
            wire.close();
            wire = null;
        }
    }
}
