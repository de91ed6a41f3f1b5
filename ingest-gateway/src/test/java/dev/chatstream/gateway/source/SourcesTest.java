/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.gateway.config.SourceConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private static final String DIGEST_OF_LOCAL = "25bf8e1a2393f1108d37029b3df5593236c755742ec93465bbafa9b290bddcf6";

    private final Sources sources = new Sources(
            List.of(new SourceConfig("plain", "local"), new SourceConfig("hashed", "sha256:" + DIGEST_OF_LOCAL)));

    @Test
    void admitsTheOwnTokenHoweverItIsWrittenDown() {
        assertThat(sources.authenticate("plain", "local")).map(Source::name).hasValue("plain");
        assertThat(sources.authenticate("hashed", "local")).map(Source::name).hasValue("hashed");
    }

    @Test
    void admitsNobodyElse() {
        assertThat(sources.authenticate("plain", "Local")).isEmpty();
        assertThat(sources.authenticate("plain", "")).isEmpty();
        assertThat(sources.authenticate("hashed", "sha256:" + DIGEST_OF_LOCAL)).isEmpty();
        assertThat(sources.authenticate("unknown", "local")).isEmpty();
        assertThat(sources.authenticate("", "")).isEmpty();
    }
}
