/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Hooks as they could come one day: every field right, absent, null or of another kind, and fields nobody knows. */
final class HookArbitraries {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private HookArbitraries() {}

    static Arbitrary<ObjectNode> hooks() {
        Map<String, Arbitrary<? extends JsonNode>> members = new LinkedHashMap<>();
        members.put("visitor", mostly(visitors()));
        members.put("paths", mostly(arrays(mostly(pages()))));
        members.put("messages", mostly(arrays(mostly(messages()))));
        Arbitrary<? extends JsonNode> millis = Arbitraries.longs().map(JSON::numberNode);
        Arbitrary<? extends JsonNode> account = Arbitraries.oneOf(
                Arbitraries.longs().map(JSON::numberNode),
                Arbitraries.longs().greaterOrEqual(0).map(id -> JSON.textNode("0" + id)));
        return Combinators.combine(objects(members), account, millis, millis, channels(), Arbitraries.of(true, false))
                .as((rest, id, begin, end, channel, requiredFirst) -> {
                    ObjectNode required = JSON.objectNode();
                    required.set("accountId", id);
                    required.set("beginAt", begin);
                    required.set("endAt", end);
                    required.set("channel", channel);
                    ObjectNode whole = (requiredFirst ? required : rest).deepCopy();
                    (requiredFirst ? rest : required)
                            .properties()
                            .forEach(member -> whole.set(member.getKey(), member.getValue()));
                    return whole;
                });
    }

    private static Arbitrary<ObjectNode> channels() {
        Map<String, Arbitrary<? extends JsonNode>> members = new LinkedHashMap<>();
        for (String flag : HookShape.FLAGS) {
            members.put(flag, mostly(Arbitraries.of(true, false).map(JSON::booleanNode)));
        }
        for (String count : HookShape.COUNTS) {
            members.put(count, mostly(numbers()));
        }
        members.put("ratingDesc", mostly(texts()));
        return objects(members)
                .flatMap(channel -> Arbitraries.longs().map(id -> {
                    channel.put("id", id);
                    return channel;
                }));
    }

    private static Arbitrary<ObjectNode> visitors() {
        Map<String, Arbitrary<? extends JsonNode>> members = new LinkedHashMap<>();
        members.put("id", mostly(numbers()));
        for (String text : HookShape.VISITOR_TEXTS) {
            members.put(text, mostly(texts()));
        }
        members.put("groupKey", mostly(texts()));
        members.put("variables", mostly(variables()));
        return objects(members);
    }

    private static Arbitrary<ObjectNode> variables() {
        Map<String, Arbitrary<? extends JsonNode>> members = new LinkedHashMap<>();
        members.put("label", mostly(texts()));
        members.put("value", anything());
        return Arbitraries.maps(names(), mostly(objects(members))).ofMaxSize(3).map(HookArbitraries::objectOf);
    }

    private static Arbitrary<ObjectNode> pages() {
        Map<String, Arbitrary<? extends JsonNode>> members = new LinkedHashMap<>();
        members.put("url", mostly(texts()));
        members.put("title", mostly(texts()));
        return objects(members);
    }

    private static Arbitrary<ObjectNode> messages() {
        Map<String, Arbitrary<? extends JsonNode>> members = new LinkedHashMap<>();
        members.put(
                "type",
                mostly(Arbitraries.of("visitor", "agent", "system", "other", "bot")
                        .map(JSON::textNode)));
        members.put(
                "from",
                mostly(Arbitraries.oneOf(
                        Arbitraries.of("visitor:x", "agent:3", "system", "mxT", "3", "-1", "1e5", "")
                                .map(JSON::textNode),
                        numbers())));
        for (String text : HookShape.MESSAGE_TEXTS) {
            members.put(text, mostly(texts()));
        }
        members.put("sentAt", mostly(numbers()));
        return objects(members);
    }

    /** The members, each there or not, and up to two that nobody knows. */
    private static Arbitrary<ObjectNode> objects(Map<String, Arbitrary<? extends JsonNode>> members) {
        List<String> known = List.copyOf(members.keySet());
        List<Arbitrary<JsonNode>> values = members.values().stream()
                .<Arbitrary<JsonNode>>map(arbitrary -> arbitrary.map(value -> value))
                .map(value -> value.injectNull(0.3))
                .toList();
        Arbitrary<Map<String, JsonNode>> strange = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(Map.<String, JsonNode>of())),
                Tuple.of(1, Arbitraries.maps(names(), anything()).ofMinSize(1).ofMaxSize(2)));
        return Combinators.combine(Combinators.combine(values).as(ArrayList::new), strange)
                .as((present, more) -> {
                    ObjectNode object = objectOf(more);
                    for (int i = 0; i < known.size(); i++) {
                        if (present.get(i) != null) {
                            object.set(known.get(i), present.get(i));
                        }
                    }
                    return object;
                });
    }

    private static ObjectNode objectOf(Map<String, ? extends JsonNode> members) {
        ObjectNode object = JSON.objectNode();
        members.forEach(object::set);
        return object;
    }

    private static Arbitrary<ArrayNode> arrays(Arbitrary<? extends JsonNode> elements) {
        return elements.list().ofMaxSize(3).map(list -> JSON.arrayNode().addAll(List.copyOf(list)));
    }

    private static Arbitrary<JsonNode> mostly(Arbitrary<? extends JsonNode> right) {
        return Arbitraries.frequencyOf(
                Tuple.of(8, right), Tuple.of(1, Arbitraries.just(JSON.nullNode())), Tuple.of(1, anything()));
    }

    private static Arbitrary<JsonNode> anything() {
        Arbitrary<JsonNode> scalars = Arbitraries.oneOf(
                Arbitraries.just(JSON.nullNode()),
                Arbitraries.of(true, false).map(JSON::booleanNode),
                numbers(),
                texts());
        Arbitrary<JsonNode> arrays =
                scalars.list().ofMaxSize(2).map(list -> JSON.arrayNode().addAll(list));
        Arbitrary<JsonNode> objects =
                Arbitraries.maps(names(), scalars).ofMaxSize(2).map(HookArbitraries::objectOf);
        return Arbitraries.frequencyOf(Tuple.of(4, scalars), Tuple.of(1, arrays), Tuple.of(1, objects));
    }

    private static Arbitrary<JsonNode> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.longs().map(JSON::numberNode),
                Arbitraries.bigIntegers()
                        .between(BigInteger.TEN.pow(30).negate(), BigInteger.TEN.pow(30))
                        .map(JSON::numberNode),
                Arbitraries.integers()
                        .flatMap(unscaled -> Arbitraries.integers()
                                .between(-12, 12)
                                .map(scale -> JSON.numberNode(new BigDecimal(BigInteger.valueOf(unscaled), scale)))));
    }

    private static Arbitrary<JsonNode> texts() {
        return Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(6),
                        Arbitraries.strings()
                                .withChars("\ud83d\ude00\ud800a~/\u0000 \"\\\n")
                                .ofMaxLength(5),
                        Arbitraries.of("", " ", "3", "é", "\uFEFF"))
                .map(JSON::textNode);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.of("name", "type", "id", "value", "a/b", "m~n", "", "0", "~0", "~1"),
                Arbitraries.strings()
                        .withChars("\ud83d\ude00\ud800\udc00a~/\u0000\"\\u\uE000")
                        .ofMaxLength(4),
                Arbitraries.strings().alpha().ofMaxLength(8));
    }
}
