/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.avro.Conversation;
import dev.chatstream.gateway.record.ByAvro;
import dev.chatstream.gateway.record.Decoded;
import dev.chatstream.gateway.record.HookRecordMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** What must hold for every body. */
class HookParserPropertiesTest {
    private static final int MOST = 1_000_000;
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private static final Set<String> ARRAYS = Set.of("/paths", "/messages");
    private static final Set<String> OBJECTS =
            Set.of("", "/channel", "/visitor", "/visitor/variables", "/visitor/variables/*", "/paths/*", "/messages/*");

    private final HookParser parser = new HookParser(MOST);
    private final HookRecordMapper mapper = new HookRecordMapper();

    @Provide
    Arbitrary<ObjectNode> hooks() {
        return HookArbitraries.hooks();
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void everyHookCanBeRebuiltFromItsRecord(@ForAll("hooks") ObjectNode hook) {
        // Given
        byte[] body = HookTexts.bytes(ExactJson.write(hook));

        // When
        Conversation conversation = published(body);

        // Then
        assertThat(ExactJson.canonical(RebuiltHook.of(conversation)))
                .isEqualTo(ExactJson.canonical(NormalHook.of(hook)));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void everyRecordHasTheBytesThatAvroItselfWouldWrite(@ForAll("hooks") ObjectNode hook) {
        // Given
        byte[] body = HookTexts.bytes(ExactJson.write(hook));
        ParsedHook parsed = Parsed.hook(new String(body, StandardCharsets.UTF_8));
        Delivery delivery = new Delivery(body, "shop", NOW, null, null);

        // When
        byte[] value = mapper.map(parsed, delivery, 77).value();

        // Then
        assertThat(value).isEqualTo(ByAvro.value(parsed, delivery, 77));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void earlierDuplicatesLeaveNoTrace(@ForAll("hooks") ObjectNode hook, @ForAll Random random) {
        // Given
        String clean = ExactJson.write(hook);
        String doubled = doubled(hook, random, "");

        // When
        HookParse parse = parser.parse(HookTexts.bytes(doubled));

        // Then
        assertThat(parse).isEqualTo(parser.parse(HookTexts.bytes(clean)));
    }

    @Property(tries = 20_000)
    void neverThrowsOnArbitraryBytes(@ForAll byte[] body) {
        assertThat(parser.parse(body)).isNotInstanceOf(HookParse.Parsed.class);
    }

    @Property(tries = 5_000)
    void neverThrowsOnDamagedHooks(
            @ForAll("samples") String sample, @ForAll @Size(max = 4) int[] places, @ForAll byte by) {
        // Given
        byte[] body = HookTexts.sample(sample);
        for (int place : places) {
            body[Math.floorMod(place, body.length)] = by;
        }

        // When
        HookParse parse = parser.parse(body);

        // Then
        assertThat(parse).isNotNull();
    }

    @Provide
    Arbitrary<String> samples() {
        return Arbitraries.of("hook-current.json", "hook-legacy.json", "hook-offline-constructed.json");
    }

    private Conversation published(byte[] body) {
        Delivery delivery = new Delivery(body, "test", NOW, null, null);
        HookParse parse = parser.parse(body);
        assertThat(parse).as(() -> new String(body, StandardCharsets.UTF_8)).isInstanceOf(HookParse.Parsed.class);
        return Decoded.conversation(
                mapper.map(((HookParse.Parsed) parse).hook(), delivery, 1).value());
    }

    /** The same JSON, but with members of the objects that are parsed written twice, first with some other value. */
    private static String doubled(JsonNode node, Random random, String place) {
        StringBuilder text = new StringBuilder();
        if (node.isArray() && ARRAYS.contains(place)) {
            node.forEach(element -> text.append(',').append(doubled(element, random, place + "/*")));
            return "[" + (text.isEmpty() ? "" : text.substring(1)) + "]";
        }
        if (!node.isObject() || !OBJECTS.contains(place)) {
            return ExactJson.write(node);
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String name = ExactJson.write(ExactJson.text(member.getKey()));
            if (random.nextInt(3) == 0) {
                text.append(',').append(name).append(':').append(other(random));
            }
            boolean named = place.equals("/visitor/variables") && !Surrogates.anyLone(member.getKey());
            String below = place + '/' + (named ? "*" : member.getKey());
            text.append(',').append(name).append(':').append(doubled(member.getValue(), random, below));
        }
        return "{" + (text.isEmpty() ? "" : text.substring(1)) + "}";
    }

    private static String other(Random random) {
        String[] others = {
            "1",
            "null",
            "\"\\ud800\"",
            "{\"id\":\"x\",\"name\":1,\"a\":{\"value\":1,\"b\":2},\"groupKey\":\"g\"}",
            "[1,{\"from\":3,\"q\":1}]"
        };
        return others[random.nextInt(others.length)];
    }
}
