/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.avro.WebhookEvent;
import dev.chatstream.gateway.record.Decoded;
import dev.chatstream.gateway.record.EventRecordMapper;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/** What must hold for every event. */
class EventParserPropertiesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final HookParser parser = new HookParser(1_000_000);
    private final EventRecordMapper mapper = new EventRecordMapper();

    /** Hooks are rich in strange members; some become those of an event. */
    @Provide
    Arbitrary<ObjectNode> events() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.of("", "2020-08-08T07:53:18.825Z", "conversation.rated", "208", "\ud800", "é"),
                Arbitraries.strings().ofMaxLength(5));
        Arbitrary<JsonNode> account = Arbitraries.oneOf(
                texts.filter(text -> !text.isEmpty()).map(JSON::textNode),
                Arbitraries.longs().map(JSON::numberNode));
        return HookArbitraries.hooks()
                .flatMap(hook -> account.flatMap(id -> texts.flatMap(text -> Arbitraries.frequencyOf(
                                Tuple.of(3, texts.<JsonNode>map(JSON::textNode)),
                                Tuple.of(1, Arbitraries.of(JSON.nullNode(), hook.get("channel"), JSON.numberNode(5))))
                        .map(any -> event(hook, id, text, any)))));
    }

    private static ObjectNode event(ObjectNode hook, JsonNode account, String name, JsonNode any) {
        ObjectNode event = JSON.objectNode();
        event.set("app_id", any);
        event.set("data", hook.path("visitor"));
        if (event.get("data").isMissingNode()) {
            event.remove("data");
        }
        event.put("event", name).set("account_id", account);
        event.set("timestamp", any);
        hook.properties().forEach(member -> event.set(member.getKey(), member.getValue()));
        return event.put("type", "event_callback");
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void everyEventCanBeRebuiltFromItsRecord(@ForAll("events") ObjectNode event) {
        // Given
        byte[] body = HookTexts.bytes(ExactJson.write(event));

        // When
        WebhookEvent published = published(body);

        // Then
        assertThat(ExactJson.canonical(RebuiltEvent.of(published)))
                .isEqualTo(ExactJson.canonical(RebuiltEvent.normal(event)));
    }

    @Property(tries = 3_000)
    void neverThrowsOnDamagedEvents(@ForAll @Size(max = 4) int[] places, @ForAll byte by) {
        // Given
        byte[] body = HookTexts.sample("webhook-event-constructed.json");
        for (int place : places) {
            body[Math.floorMod(place, body.length)] = by;
        }

        // When
        HookParse parse = parser.parse(body);

        // Then
        assertThat(parse).isNotNull();
    }

    private WebhookEvent published(byte[] body) {
        HookParse parse = parser.parse(body);
        assertThat(parse).isInstanceOf(HookParse.Event.class);
        Delivery delivery = new Delivery(body, "test", NOW, null, null);
        return Decoded.webhookEvent(
                mapper.map(((HookParse.Event) parse).event(), delivery, 1).value());
    }
}
