/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** What is kept of a token: {@code sha256:} and its digest in lower-case hex. */
public final class TokenDigest {
    static final String FORM = "1 to 256 letters, digits or . _ ~ -, or sha256: and 64 hex digits";

    private static final String PREFIX = "sha256:";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~-]{1,256}");
    private static final Pattern DIGEST = Pattern.compile(PREFIX + "[0-9a-fA-F]{64}");

    private TokenDigest() {}

    /** Whether the text is a token or the digest of one. */
    static boolean isToken(String text) {
        return PLAIN.matcher(text).matches() || DIGEST.matcher(text).matches();
    }

    /** Whether it is what hashing gives when there was no token to hash, as with a variable that is not set. */
    static boolean isOfNothing(String token) {
        return token.startsWith(PREFIX) && of(token).equals(ofBytes(sha256("")));
    }

    static String of(String token) {
        return token.startsWith(PREFIX) ? token.toLowerCase(Locale.ROOT) : ofBytes(sha256(token));
    }

    /** The digest that has these bytes. */
    public static String ofBytes(byte[] digest) {
        return PREFIX + HexFormat.of().formatHex(digest);
    }

    /** The digest's bytes. */
    public static byte[] bytes(String digest) {
        return HexFormat.of().parseHex(digest.substring(PREFIX.length()));
    }

    /** The digest of a token as it was shown. */
    public static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
