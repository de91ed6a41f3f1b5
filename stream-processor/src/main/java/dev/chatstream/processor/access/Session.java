/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.access;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A browser's time after it signed in, as its cookie tells it: {@code name.seconds.signature}. Nothing of it is kept
 * here, so every instance with the same tokens can tell whether it is genuine.
 *
 * @param token name of the token that was shown
 * @param until when it ends, in whole seconds
 */
record Session(String token, Instant until) {
    private static final Pattern FORM = Pattern.compile("([a-z0-9-]{1,63}\\.[0-9]{1,11})\\.([A-Za-z0-9_-]{43})");

    /** A session that somebody claims to have. */
    record Claim(Session session, String signature) {}

    /** What the cookie claims; empty when no cookie of ours looks like this. */
    static Optional<Claim> claimed(String cookie) {
        Matcher matcher = FORM.matcher(cookie);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String[] parts = matcher.group(1).split("\\.", 2);
        Instant until = Instant.ofEpochSecond(Long.parseLong(parts[1]));
        return Optional.of(new Claim(new Session(parts[0], until), matcher.group(2)));
    }

    String signedBy(TokenSecret secret) {
        return text() + "." + secret.signature(text());
    }

    /** What is signed. */
    String text() {
        return token + "." + until.getEpochSecond();
    }
}
