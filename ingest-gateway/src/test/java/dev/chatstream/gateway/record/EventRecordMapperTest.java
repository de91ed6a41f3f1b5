/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.WebhookEvent;
import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.hook.HookTexts;
import dev.chatstream.gateway.hook.Parsed;
import dev.chatstream.schemas.registry.WireFormat;
import dev.chatstream.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventRecordMapperTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final EventRecordMapper mapper = new EventRecordMapper();

    private OutgoingRecord mapped(String text) {
        Delivery delivery = new Delivery(HookTexts.bytes(text), "app", NOW, "application/json", TRACE);
        return mapper.map(Parsed.event(text), delivery, 77);
    }

    private static Map<String, String> headers(OutgoingRecord outgoing) {
        return outgoing.headers().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, header -> new String(header.getValue(), StandardCharsets.UTF_8)));
    }

    @Test
    void mapsTheSampleToARecordOfTheEventTopic() {
        // Given
        String text = new String(HookTexts.sample("webhook-event-constructed.json"), StandardCharsets.UTF_8);

        // When
        OutgoingRecord outgoing = mapped(text);

        // Then
        assertThat(outgoing.topic()).isEqualTo(Topic.EVENT);
        assertThat(outgoing.key()).asString(StandardCharsets.UTF_8).isEqualTo("881987");
        assertThat(outgoing.timestamp()).isEqualTo(NOW);
        assertThat(WireFormat.schemaId(outgoing.value())).isEqualTo(77);
        assertThat(headers(outgoing))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", Decoded.webhookEvent(outgoing.value()).getEventId(),
                        "ce_source", "/smartsupp/accounts/881987",
                        "ce_type", "dev.chatstream.smartsupp.event.conversation.rated.v1",
                        "ce_time", "2020-08-08T07:53:18.825Z",
                        "content-type", "application/vnd.confluent.avro",
                        "traceparent", TRACE));
    }

    @Test
    void encodesEveryPart() {
        // When
        WebhookEvent event =
                Decoded.webhookEvent(mapped(HookTexts.eventWith("\"timestamp\":\"2020-08-08T07:53:18.825Z\","
                                + "\"app_id\":\"ap\",\"data\":{ \"a\":1 },\"x\":1.50"))
                        .value());

        // Then
        assertThat(event.getAccountId()).isEqualTo("208");
        assertThat(event.getEvent()).isEqualTo("conversation.rated");
        assertThat(event.getTimestamp()).isEqualTo("2020-08-08T07:53:18.825Z");
        assertThat(event.getOccurredAt()).isEqualTo(Instant.parse("2020-08-08T07:53:18.825Z"));
        assertThat(event.getAppId()).isEqualTo("ap");
        assertThat(event.getData()).isEqualTo("{ \"a\":1 }");
        assertThat(event.getUnknown()).containsExactly(Map.entry("/x", "1.50"));
        assertThat(event.getReceivedAt()).isEqualTo(NOW);
        assertThat(event.getSource()).isEqualTo("app");
    }

    @Test
    void keysByTheAccountAsSentAndEscapesItInTheSource() {
        // When
        OutgoingRecord outgoing = mapped(HookTexts.eventWith("\"account_id\":\"é 1\""));

        // Then
        assertThat(outgoing.key()).asString(StandardCharsets.UTF_8).isEqualTo("é 1");
        assertThat(headers(outgoing)).containsEntry("ce_source", "/smartsupp/accounts/%C3%A9%201");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "é", "a\\nb"})
    void namesNoTypeThatAHeaderShouldNotCarry(String event) {
        // When
        OutgoingRecord outgoing = mapped(HookTexts.eventWith("\"event\":\"" + event + '"'));

        // Then
        assertThat(headers(outgoing))
                .containsEntry("ce_type", "dev.chatstream.smartsupp.event.v1")
                .doesNotContainKeys("ce_time", "ce_subject");
    }
}
