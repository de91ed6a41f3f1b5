/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.source;

import dev.chatstream.gateway.config.SourceConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A sender: keeps the digest of its token only, and compares in a time that says nothing about the token. */
public final class Source {
    private final String name;
    private final byte[] tokenDigest;
    private final boolean acceptsRejected;

    private Source(String name, byte[] tokenDigest, boolean acceptsRejected) {
        this.name = name;
        this.tokenDigest = tokenDigest;
        this.acceptsRejected = acceptsRejected;
    }

    static Source of(SourceConfig config) {
        String token = config.token();
        byte[] digest = token.startsWith(SourceConfig.DIGEST_PREFIX)
                ? HexFormat.of().parseHex(token.substring(SourceConfig.DIGEST_PREFIX.length()))
                : sha256(token);
        return new Source(config.name(), digest, config.acceptRejected());
    }

    /** Stands in for sources that do not exist, so that asking for one takes as long. Has no token. */
    static Source nobody() {
        return new Source("", new byte[0], false);
    }

    public String name() {
        return name;
    }

    /** Whether what is in quarantine is answered like what is stored, for senders that deliver again for ever. */
    public boolean acceptsRejected() {
        return acceptsRejected;
    }

    boolean admits(String token) {
        return MessageDigest.isEqual(tokenDigest, sha256(token));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
