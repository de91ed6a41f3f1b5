/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.provision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicCheckTest {
    private static final Node NODE = new Node(1, "host", 9092);

    private final TopicCheck check = new TopicCheck(TopicNames.DEFAULT, List.of(Topic.HOOK), 1000);

    private static TopicDescription topic(@Nullable Node leader, int inSync) {
        List<Node> isr = Collections.nCopies(inSync, NODE);
        return new TopicDescription("t", false, List.of(new TopicPartitionInfo(3, leader, isr, isr)));
    }

    @Test
    void findsNothingWrongWithATopicThatCanTakeTheLargestRecord() {
        assertThat(check.problem(topic(NODE, 2), new TopicCheck.TopicSettings(1000, 2)))
                .isEmpty();
    }

    @Test
    void namesWhatIsWrong() {
        assertThat(check.problem(topic(NODE, 2), new TopicCheck.TopicSettings(999, 2))
                        .orElseThrow())
                .contains("max.message.bytes", "999", "1000");
        assertThat(check.problem(topic(NODE, 1), new TopicCheck.TopicSettings(1000, 2))
                        .orElseThrow())
                .contains("partition 3 has 1 in-sync replicas", "takes 2");
        assertThat(check.problem(topic(null, 2), new TopicCheck.TopicSettings(1000, 2))
                        .orElseThrow())
                .contains("partition 3 has no leader");
    }
}
