/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.monitoring;

import dev.chatstream.systemtests.TestRun;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The metrics that the documents list, which tests of each program hold to its code.
 *
 * @param names as Prometheus writes them, without what it appends for a histogram
 */
record Papers(Set<String> names) {
    private static final Pattern LISTED = Pattern.compile("(?m)^\\| `(chatstream_[a-z_]+)`");
    private static final Pattern PART = Pattern.compile("_(bucket|count|sum|max)$");

    /** What every program shows besides, and what Prometheus itself knows of it. */
    private static final Pattern BESIDES = Pattern.compile("(jvm|process|system)_.*|up");

    static Papers read() {
        return new Papers(Stream.of("docs/gateway-metrics.md", "docs/processor-metrics.md")
                .map(paper -> Shipped.text(TestRun.installation().root().resolve(paper)))
                .flatMap(text -> LISTED.matcher(text).results())
                .map(listed -> listed.group(1))
                .collect(Collectors.toSet()));
    }

    boolean list(String metric) {
        return BESIDES.matcher(metric).matches()
                || names.contains(metric)
                || names.contains(PART.matcher(metric).replaceAll(""));
    }
}
