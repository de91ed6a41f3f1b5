/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.local.Sample;
import dev.chatstream.systemtests.TestRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * What is sent under a number. The same number always gives the same bytes, so nothing has to be kept in order to know
 * what was sent.
 */
final class Numbered {
    /** Field that no schema knows: what is unknown must survive too. */
    static final String UNKNOWN_FIELD = "oracle";

    static final String CONTENT_TYPE = "application/json";

    private static final int ACCOUNTS = 48;
    private static final long FIRST_ACCOUNT = 7000;
    private static final ObjectNode SAMPLE = (ObjectNode) TestRun.json(Sample.published(Sample.CURRENT));
    private static final ObjectNode EVENT = (ObjectNode) TestRun.json(Sample.published("webhook-event"));

    private final long number;
    private final Kind kind;
    private final ObjectNode json;
    private final String text;

    private Numbered(long number, Kind kind, ObjectNode json, String text) {
        this.number = number;
        this.kind = kind;
        this.json = json;
        this.text = text;
    }

    static Numbered of(long number) {
        Kind kind = Kind.of(number);
        ObjectNode json = switch (kind) {
            case HOOK -> hook(number);
            case EVENT, FORGED -> event(number);
            case NOT_JSON, NOT_A_HOOK ->
                TestRun.JSON
                        .createObjectNode()
                        .put("accountId", account(number))
                        .put("number", number);
        };
        String whole = text(json);
        return new Numbered(number, kind, json, kind == Kind.NOT_JSON ? whole.replace('}', ',') : whole);
    }

    private static ObjectNode hook(long number) {
        ObjectNode hook = SAMPLE.deepCopy();
        hook.put("accountId", account(number));
        hook.withObject("/channel").put("id", number);
        hook.withObject("/visitor").put("name", "Návštěvník " + number);
        hook.withArray("/messages")
                .addObject()
                .put("type", "visitor")
                .put("from", "visitor:" + number)
                .put(
                        "content",
                        "Number " + number + ", \"žluťoučký\" \uD83D\uDC34\n" + "x".repeat((int) (number % 700)))
                .put("sentAt", hook.get("endAt").longValue())
                .putNull("triggeredBy");
        if (number % 5 == 0) {
            hook.putObject(UNKNOWN_FIELD).put("number", number);
        }
        return hook;
    }

    private static ObjectNode event(long number) {
        ObjectNode event = EVENT.deepCopy();
        event.put("account_id", Long.toString(account(number)));
        event.withObject("/data").put("number", number).put("note", "Poznámka " + number + " \uD83D\uDC34");
        return event;
    }

    private static long account(long number) {
        return FIRST_ACCOUNT + number % ACCOUNTS;
    }

    long number() {
        return number;
    }

    Kind kind() {
        return kind;
    }

    /** The body as a tree, of what is JSON. */
    ObjectNode json() {
        return json;
    }

    String text() {
        return text;
    }

    byte[] body() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether it is sent compressed: one in eleven is, of every kind. */
    boolean zipped() {
        return number % 11 == 0;
    }

    /** What goes over the wire: the body, or what gzip makes of it. */
    byte[] sent() {
        if (!zipped()) {
            return body();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The trace it belongs to, its very own; one in three belongs to none. */
    Optional<String> traceparent() {
        return number % 3 == 0
                ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, "00-%032x-%016x-01", number, number));
    }

    /** Name of the source that it comes by. */
    String source() {
        return kind.signed() ? Signing.SOURCE : "smartsupp";
    }

    /** The body's name, by the contract: the first 128 bits of its hash. */
    String eventId() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body());
            return HexFormat.of().formatHex(Arrays.copyOf(hash, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(ObjectNode json) {
        try {
            return TestRun.JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
