/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What lists can be written as. */
enum Format {
    JSON("application", "json", ""),
    CSV("text", "csv", "; charset=utf-8"),
    NDJSON("application", "x-ndjson", "");

    static final String PARAMETER = "format";

    private final String type;
    private final String subtype;
    private final String suffix;

    Format(String type, String subtype, String suffix) {
        this.type = type;
        this.subtype = subtype;
        this.suffix = suffix;
    }

    /** As the parameter spells it; also the suffix of files. */
    String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    String type() {
        return type;
    }

    String subtype() {
        return subtype;
    }

    String mediaType() {
        return type + "/" + subtype + suffix;
    }

    static Format of(Parameters parameters) throws BadParameter {
        String wanted = parameters.text(PARAMETER).orElse(JSON.parameter());
        return Arrays.stream(values())
                .filter(format -> format.parameter().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new BadParameter(PARAMETER, "json, csv or ndjson"));
    }

    /** What an Accept header likes best; empty when it takes none of them. JSON when there is no header. */
    static Optional<Format> accepted(String header) {
        return header.isBlank() ? Optional.of(JSON) : new AcceptHeader(header).best(List.of(values()));
    }
}
