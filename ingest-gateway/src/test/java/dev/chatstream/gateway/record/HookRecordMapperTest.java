/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.HookDialect;
import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.hook.HookTexts;
import dev.chatstream.gateway.hook.Parsed;
import dev.chatstream.gateway.hook.ParsedHook;
import dev.chatstream.schemas.registry.WireFormat;
import dev.chatstream.schemas.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HookRecordMapperTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final HookRecordMapper mapper = new HookRecordMapper();

    private static Delivery delivery(byte[] body, @Nullable String traceparent) {
        return new Delivery(body, "shop", NOW, "application/json", traceparent);
    }

    private static Map<String, String> headers(OutgoingRecord outgoing) {
        return outgoing.headers().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, header -> new String(header.getValue(), StandardCharsets.UTF_8)));
    }

    @Test
    void mapsTheSampleToARecordOfTheHookTopic() {
        // Given
        byte[] body = HookTexts.sample("hook-legacy.json");
        ParsedHook hook = Parsed.hook(new String(body, StandardCharsets.UTF_8));

        // When
        OutgoingRecord outgoing = mapper.map(hook, delivery(body, TRACE), 77);

        // Then
        assertThat(outgoing.topic()).isEqualTo(Topic.HOOK);
        assertThat(outgoing.key()).asString(StandardCharsets.UTF_8).isEqualTo("208");
        assertThat(outgoing.timestamp()).isEqualTo(NOW);
        assertThat(WireFormat.schemaId(outgoing.value())).isEqualTo(77);
        assertThat(headers(outgoing))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", "6eaf6f2a23cb95aa8071fdfc264e5efe",
                        "ce_source", "/smartsupp/accounts/208",
                        "ce_type", "dev.chatstream.smartsupp.conversation.v1",
                        "ce_subject", "208:55039:1427470439703",
                        "ce_time", "2015-03-27T15:34:36.687Z",
                        "content-type", "application/vnd.confluent.avro",
                        "traceparent", TRACE));
    }

    @Test
    void encodesEveryPart() {
        // Given
        byte[] body = HookTexts.sample("hook-legacy.json");
        ParsedHook hook = Parsed.hook(new String(body, StandardCharsets.UTF_8));

        // When
        Conversation conversation =
                Decoded.conversation(mapper.map(hook, delivery(body, null), 1).value());

        // Then
        assertThat(conversation.getAccountId()).isEqualTo(208);
        assertThat(conversation.getBeginAt()).isEqualTo(hook.beginAt());
        assertThat(conversation.getEndAt()).isEqualTo(hook.endAt());
        assertThat(conversation.getChannel()).isEqualTo(hook.channel());
        assertThat(conversation.getVisitor()).isEqualTo(hook.visitor());
        assertThat(conversation.getPaths()).containsExactlyElementsOf(hook.paths());
        assertThat(conversation.getMessages()).containsExactlyElementsOf(hook.messages());
        assertThat(conversation.getUnknown()).isEmpty();
        assertThat(conversation.getHook().getEventId()).isEqualTo("6eaf6f2a23cb95aa8071fdfc264e5efe");
        assertThat(conversation.getHook().getReceivedAt()).isEqualTo(NOW);
        assertThat(conversation.getHook().getDialect()).isEqualTo(HookDialect.LEGACY);
        assertThat(conversation.getHook().getSource()).isEqualTo("shop");
    }

    @Test
    void leavesOutATimeThatRfc3339CannotWriteAndATraceThatIsInvalid() {
        // Given
        String text = HookTexts.hookWith("").replace("2000", Long.toString(Long.MAX_VALUE));

        // When
        OutgoingRecord outgoing = mapper.map(Parsed.hook(text), delivery(HookTexts.bytes(text), "00-0-0-00"), 1);

        // Then
        assertThat(headers(outgoing)).doesNotContainKeys("ce_time", "traceparent");
        assertThat(Decoded.conversation(outgoing.value()).getEndAt()).isEqualTo(Instant.ofEpochMilli(Long.MAX_VALUE));
    }

    @Test
    void givesEqualBodiesEqualBytes() {
        // Given
        String text = HookTexts.hookWith("\"b\":1,\"a\":2,\"visitor\":{\"variables\":{\"y\":{},\"x\":{}}}");

        // When
        byte[] first = mapper.map(Parsed.hook(text), delivery(HookTexts.bytes(text), null), 1)
                .value();
        byte[] second = mapper.map(Parsed.hook(text), delivery(HookTexts.bytes(text), null), 1)
                .value();

        // Then
        assertThat(first).isEqualTo(second);
    }
}
