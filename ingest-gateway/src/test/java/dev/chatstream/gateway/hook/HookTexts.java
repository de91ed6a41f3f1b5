/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Bodies for tests. */
public final class HookTexts {
    private HookTexts() {}

    /** What no hook can do without, and these members of the root. */
    public static String hookWith(String members) {
        return "{\"accountId\":208,\"beginAt\":1000,\"endAt\":2000,\"channel\":{\"id\":7}"
                + (members.isEmpty() ? "" : "," + members) + "}";
    }

    /** The smallest hook with these members of the channel. */
    public static String hookWithChannel(String members) {
        return "{\"accountId\":208,\"beginAt\":1000,\"endAt\":2000,\"channel\":{\"id\":7," + members + "}}";
    }

    /** The smallest hook with these members of the visitor. */
    public static String hookWithVisitor(String members) {
        return hookWith("\"visitor\":{" + members + "}");
    }

    /** The smallest hook with one message of these members. */
    public static String hookWithMessage(String members) {
        return hookWith("\"messages\":[{" + members + "}]");
    }

    /** The smallest event with these members of its envelope. */
    public static String eventWith(String members) {
        return "{\"type\":\"event_callback\",\"event\":\"conversation.rated\",\"account_id\":\"208\""
                + (members.isEmpty() ? "" : "," + members) + "}";
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A published or constructed sample. */
    public static byte[] sample(String name) {
        try (InputStream in = HookTexts.class.getResourceAsStream("/samples/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no sample " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
