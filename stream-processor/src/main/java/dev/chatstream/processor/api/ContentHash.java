/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Tags answers about closed ranges with a hash of what they say, because revisions change such ranges too. When it was
 * read is left out of the hash, so the tag is a weak one.
 */
final class ContentHash {
    private static final List<String> WHEN_READ = List.of("asOf", "watermark");
    private static final int BYTES = 15;

    private ContentHash() {}

    /** To be kept by the client, and asked about each time. */
    static Reply tagged(ObjectNode answer) {
        return kept(Reply.json(answer), tag(answer));
    }

    /** The same for a text that says nothing of when it was read. */
    static Reply tagged(String text, String mediaType) {
        return kept(new Reply(200, mediaType, text, Map.of()), tag(text));
    }

    /** One tag for what is compressed and what is not, so caches must be told that these are two. */
    private static Reply kept(Reply reply, String tag) {
        return reply.with("ETag", tag).with("Cache-Control", "no-cache").with("Vary", "Accept-Encoding");
    }

    private static String tag(ObjectNode answer) {
        return tag(answer.deepCopy().remove(WHEN_READ).toString());
    }

    private static String tag(String said) {
        byte[] hash = sha256().digest(said.getBytes(StandardCharsets.UTF_8));
        byte[] start = Arrays.copyOf(hash, BYTES);
        return "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(start) + "\"";
    }

    /** Whether a client that sends {@code ifNoneMatch} already has what {@code tag} stands for. */
    static boolean matches(String ifNoneMatch, String tag) {
        String wanted = strong(tag);
        for (String known : ifNoneMatch.split(",")) {
            String trimmed = known.strip();
            if ("*".equals(trimmed) || strong(trimmed).equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    /** RFC 9110: If-None-Match compares weakly. */
    private static String strong(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
