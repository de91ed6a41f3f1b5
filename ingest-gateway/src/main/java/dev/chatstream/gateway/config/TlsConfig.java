/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.config;

import dev.chatstream.schemas.settings.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Files of the certificate that the port for hooks shows.
 *
 * @param certificate PEM file: the certificate, then those that lead to its authority
 * @param key PEM file: its private key, without a pass phrase
 * @param reload pause between two looks whether the files changed
 */
public record TlsConfig(Path certificate, Path key, Duration reload) {
    private static final String CERTIFICATE = "http.tls.certificate-file";
    private static final String KEY = "http.tls.key-file";

    public TlsConfig {
        Check.that(reload.toMillis() > 0, "http.tls.reload", reload, "more than zero");
    }

    /** Empty when neither file is named: the port speaks plain HTTP. */
    static Optional<TlsConfig> from(Settings settings) {
        Optional<String> certificate = settings.optionalString(CERTIFICATE);
        Optional<String> key = settings.optionalString(KEY);
        if (certificate.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TlsConfig(
                path(settings, CERTIFICATE, certificate),
                path(settings, KEY, key),
                settings.duration("http.tls.reload")));
    }

    private static Path path(Settings settings, String key, Optional<String> name) {
        try {
            return Path.of(name.orElseThrow(
                    () -> settings.wrong(key, "a PEM file, because TLS takes both a certificate and its key")));
        } catch (InvalidPathException e) {
            throw settings.wrong(key, "the name of a PEM file");
        }
    }
}
