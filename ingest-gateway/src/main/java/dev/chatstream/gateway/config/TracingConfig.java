/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.config;

import dev.chatstream.schemas.settings.Settings;
import java.net.URI;
import java.util.Optional;

/**
 * Where traces of hooks go.
 *
 * @param endpoint address of a collector that speaks OTLP over HTTP, with its path; none turns traces off
 * @param samplingRatio share of the hooks that are traced when their sender does not decide it
 * @param serviceName what the gateway is called in traces
 */
public record TracingConfig(Optional<URI> endpoint, double samplingRatio, String serviceName) {
    private static final String ENDPOINT = "tracing.otlp.endpoint";

    public TracingConfig {
        endpoint.ifPresent(uri -> Check.that(
                ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                        && uri.getHost() != null
                        && uri.getUserInfo() == null,
                ENDPOINT,
                "no such address",
                "http(s)://host[:port]/path without user name, such as http://localhost:4318/v1/traces"));
        Check.that(samplingRatio >= 0 && samplingRatio <= 1, "tracing.sampling.ratio", samplingRatio, "0 to 1");
        Check.that(!serviceName.isBlank(), "tracing.service.name", "nothing", "a name");
    }

    static TracingConfig from(Settings settings) {
        return new TracingConfig(
                settings.optionalString(ENDPOINT).map(text -> endpoint(settings, text)),
                ratio(settings),
                settings.string("tracing.service.name"));
    }

    private static URI endpoint(Settings settings, String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw settings.wrong(ENDPOINT, "an address such as http://localhost:4318/v1/traces");
        }
    }

    private static double ratio(Settings settings) {
        String key = "tracing.sampling.ratio";
        try {
            return Double.parseDouble(settings.string(key));
        } catch (NumberFormatException e) {
            throw settings.wrong(key, "a number from 0 to 1");
        }
    }
}
