/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local;

import dev.chatstream.local.machine.DataFolder;
import dev.chatstream.local.machine.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** What to do with a pipeline that is ready. */
final class Welcome {
    private static final Duration SAMPLE_ENDED_AGO = Duration.ofMinutes(1);
    private static final String SAMPLE = "samples/hook.json";

    private Welcome() {}

    /** Writes the published sample as if it had ended a minute ago. */
    static Path writeSample(DataFolder data) {
        return data.write(SAMPLE, Sample.endingAt(Sample.CURRENT, Instant.now().minus(SAMPLE_ENDED_AGO)));
    }

    static String text(Ports ports, DataFolder data) {
        return """

                Ready. Ctrl-C stops everything.

                  hooks           http://localhost:%1$d/hooks/smartsupp/local
                  dashboard       http://localhost:%2$d/
                  query API       http://localhost:%2$d/api/v1
                  operations      http://localhost:%3$d (gateway), http://localhost:%4$d (processor)
                                  each with /health/live, /health/ready, /metrics, /version
                  Kafka           localhost:%5$d
                  registry        http://localhost:%6$d/apis/ccompat/v7
                  logs            %7$s

                Post the published sample, moved to a minute ago:
                  curl -sS -H 'Content-Type: application/json' --data-binary @'%8$s' http://localhost:%1$d/hooks/smartsupp/local

                Read what became of it, a moment later (208 is the sample's account; the shops of --demo are 1001 to 1006):
                  curl -sS 'http://localhost:%2$d/api/v1/accounts/208/summary?window=PT15M'

                Look inside:
                  curl -sS http://localhost:%6$d/apis/ccompat/v7/subjects
                  kcat -C -q -e -b localhost:%5$d -t smartsupp.hook.v1 -f '%%T %%k %%S bytes  %%h\\n'
                  kcat -C -q -e -b localhost:%5$d -t smartsupp.conversation.chat.v1 -f '%%T %%k %%S bytes  %%h\\n'
                """.formatted(
                        ports.gateway(),
                        ports.api(),
                        ports.gatewayOps(),
                        ports.processorOps(),
                        ports.kafka(),
                        ports.registry(),
                        data.folder("logs"),
                        data.path().resolve(SAMPLE));
    }
}
