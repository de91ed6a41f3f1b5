/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.processor.config.ProcessorConfig;
import dev.chatstream.processor.support.LogCapture;
import dev.chatstream.schemas.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads when the program starts; its port is taken, so that it listens nowhere. */
class ProcessorTest {
    private static final String OPEN = "may read every account; set api.tokens";

    @TempDir
    private Path folder;

    private String logOfAStart(String host, Map<String, String> settings) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                LogCapture log = new LogCapture()) {
            Map<String, String> environment = new TreeMap<>(Map.of(
                    "CHATSTREAM_STATE_DIR", folder.toString(),
                    "CHATSTREAM_ROCKSDB_MEMORY", "16MiB",
                    "CHATSTREAM_HTTP_HOST", host,
                    "CHATSTREAM_HTTP_PORT", Integer.toString(taken.getLocalPort()),
                    "CHATSTREAM_OPS_HOST", "127.0.0.1",
                    "CHATSTREAM_OPS_PORT", "0",
                    "CHATSTREAM_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1"));
            environment.putAll(settings);
            ProcessorConfig config = ProcessorConfig.from(
                    Settings.load(ProcessorConfig.REFERENCE, Optional.empty(), environment, new Properties()));
            assertThatThrownBy(() -> Processor.start(config, ending -> {}))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("is taken");
            return log.text();
        }
    }

    @Test
    void warnsWhenOthersMayReadEverythingWithoutAToken() throws IOException {
        assertThat(logOfAStart("0.0.0.0", Map.of())).contains("WARN whoever reaches 0.0.0.0:", OPEN);
    }

    @Test
    void doesNotWarnWhenNobodyElseReachesItOrATokenIsWanted() throws IOException {
        assertThat(logOfAStart("127.0.0.1", Map.of())).doesNotContain(OPEN);
        assertThat(logOfAStart(
                        "0.0.0.0",
                        Map.of(
                                "CHATSTREAM_API_TOKENS_SHOP_TOKEN", "0123456789abcdef0123456789abcdef",
                                "CHATSTREAM_API_TOKENS_SHOP_ACCOUNTS", "208")))
                .doesNotContain(OPEN);
    }
}
