/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.config;

import dev.chatstream.schemas.settings.Settings;
import java.util.regex.Pattern;

/**
 * One sender of hooks.
 *
 * @param name stands in the URL and in every record that came this way
 * @param token what the sender must show, as it is or as {@code sha256:} and the digest in hex
 * @param acceptRejected whether bodies that are no hooks are answered 200 too, once they are in quarantine
 */
public record SourceConfig(String name, String token, boolean acceptRejected) {
    /** Starts a token that is given as its digest. */
    public static final String DIGEST_PREFIX = "sha256:";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~-]{1,256}");
    private static final Pattern DIGEST = Pattern.compile(DIGEST_PREFIX + "[0-9a-fA-F]{64}");

    public SourceConfig {
        Check.that(
                NAME.matcher(name).matches(),
                "sources." + name,
                "a source of this name",
                "a name of 1 to 63 lower-case letters, digits and dashes");
        Check.that(
                PLAIN.matcher(token).matches() || DIGEST.matcher(token).matches(),
                "sources." + name + ".token",
                token.isEmpty() ? "nothing" : "****",
                "1 to 256 letters, digits or . _ ~ -, or sha256: and 64 hex digits");
    }

    /** A source that is told what it sends wrong. */
    public SourceConfig(String name, String token) {
        this(name, token, false);
    }

    static SourceConfig from(Settings settings, String name) {
        return new SourceConfig(
                name,
                settings.secret("sources." + name + ".token").orElse(""),
                settings.bool("sources." + name + ".accept.rejected"));
    }

    @Override
    public String toString() {
        return "SourceConfig[name=" + name + ", token=****, acceptRejected=" + acceptRejected + "]";
    }
}
