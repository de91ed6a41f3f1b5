/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.avro.Channel;
import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.HookDialect;
import dev.chatstream.avro.HookOrigin;
import dev.chatstream.avro.Message;
import dev.chatstream.avro.MessageType;
import dev.chatstream.avro.PageVisit;
import dev.chatstream.avro.Variable;
import dev.chatstream.avro.VariableKind;
import dev.chatstream.avro.Visitor;
import dev.chatstream.processor.support.HookSets;
import dev.chatstream.processor.support.Hooks;
import dev.chatstream.schemas.registry.InMemorySchemaRegistry;
import dev.chatstream.schemas.serde.RecordDecoder;
import dev.chatstream.schemas.serde.RecordEncoder;
import dev.chatstream.schemas.serde.UnreadableValueException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutlineReaderTest {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "agent:3",
            "agent:úz",
            "17",
            "system",
            "close.visitorClose",
            "cz",
            "vip",
            "p\u0159\u00edli\u0161 \ud83d\ude00 dlouh\u00fd text");

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final int id = registry.register("hook-value", Conversation.getClassSchema());
    private final RecordEncoder<Conversation> encoder = RecordEncoder.of(Conversation.class);
    private final RecordDecoder<Conversation> whole = RecordDecoder.of(Conversation.class, registry);
    private final RecordDecoder<Conversation> outline =
            RecordDecoder.of(Conversation.class, new OutlineReader(), registry);

    @Property(tries = 500)
    void leadsToTheFactsOfTheWholeConversation(@ForAll("conversations") Conversation conversation) {
        byte[] value = encoder.encode(conversation, id);

        assertThat(FactsMapper.facts(outline.decode(value))).isEqualTo(FactsMapper.facts(whole.decode(value)));
    }

    @Property(tries = 100)
    void leadsToTheFactsOfEveryKindOfHook(@ForAll("hooks") List<Conversation> hooks) {
        for (Conversation hook : hooks) {
            assertThat(FactsMapper.facts(outline.decode(encoder.encode(hook, id))))
                    .isEqualTo(FactsMapper.facts(hook));
        }
    }

    @Test
    void passesOverWhatNoFactsAreMadeOf() {
        // Given
        Conversation conversation = conversation(new Random(1));

        // When
        Conversation read = outline.decode(encoder.encode(conversation, id));

        // Then
        assertThat(read.getVisitor()).isNotNull();
        assertThat(read.getVisitor().getName()).isNull();
        assertThat(read.getPaths()).isEmpty();
        assertThat(read.getUnknown()).isEmpty();
        assertThat(read.getMessages()).hasSameSizeAs(conversation.getMessages());
        assertThat(read.getMessages()).allSatisfy(message -> {
            assertThat(message.getName()).isNull();
            assertThat(message.getContent() == null || message.getType() == MessageType.SYSTEM)
                    .isTrue();
        });
    }

    @Test
    void aValueCutAnywhereIsUnreadable() {
        byte[] value = encoder.encode(conversation(new Random(1)), id);

        for (int length = 5; length < value.length; length++) {
            byte[] cut = Arrays.copyOf(value, length);
            assertThatThrownBy(() -> outline.decode(cut)).isInstanceOf(UnreadableValueException.class);
        }
    }

    @Test
    void aBrokenValueIsReadOrRefused() {
        byte[] value = encoder.encode(conversation(new Random(1)), id);
        Random random = new Random(2);

        for (int attempt = 0; attempt < 20_000; attempt++) {
            byte[] broken = value.clone();
            broken[5 + random.nextInt(value.length - 5)] = (byte) random.nextInt(256);
            readOrRefuse(outline, broken);
            readOrRefuse(whole, broken);
        }
    }

    private static void readOrRefuse(RecordDecoder<Conversation> decoder, byte[] value) {
        try {
            decoder.decode(value);
        } catch (UnreadableValueException e) {
            assertThat(e).hasNoCause();
        }
    }

    @Provide
    Arbitrary<Conversation> conversations() {
        return Arbitraries.longs().map(seed -> conversation(new Random(seed)));
    }

    @Provide
    Arbitrary<List<Conversation>> hooks() {
        return HookSets.any();
    }

    /** Everything that a conversation can have, or nothing of it. */
    private static Conversation conversation(Random random) {
        Instant begin = Hooks.NOON.plusMillis(random.nextInt());
        return new Conversation(
                random.nextLong(),
                begin,
                begin.plusMillis(random.nextInt(10_000_000) - 1_000_000L),
                channel(random),
                random.nextInt(8) == 0 ? null : visitor(random),
                several(random, () -> new PageVisit(text(random), text(random))),
                several(random, () -> message(random, begin)),
                named(random, () -> "{\"a\":1}"),
                new HookOrigin(
                        Long.toHexString(random.nextLong()),
                        begin.plusMillis(random.nextInt(10_000_000)),
                        HookDialect.values()[random.nextInt(HookDialect.values().length)],
                        "shop"));
    }

    private static Channel channel(Random random) {
        return new Channel(
                random.nextLong(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                number(random),
                number(random),
                number(random),
                number(random),
                number(random),
                number(random),
                text(random));
    }

    private static Visitor visitor(Random random) {
        return new Visitor(
                number(random),
                text(random),
                text(random),
                text(random),
                text(random),
                text(random),
                text(random),
                text(random),
                text(random),
                text(random),
                text(random),
                text(random),
                named(
                        random,
                        () -> new Variable(
                                text(random),
                                text(random),
                                VariableKind.values()[random.nextInt(VariableKind.values().length)])));
    }

    private static Message message(Random random, Instant begin) {
        return new Message(
                MessageType.values()[random.nextInt(MessageType.values().length)],
                text(random),
                text(random),
                text(random),
                random.nextInt(8) == 0 ? null : begin.plusMillis(random.nextInt(1_000_000)),
                random.nextBoolean() ? null : text(random),
                text(random));
    }

    private static <T> List<T> several(Random random, Supplier<T> one) {
        return IntStream.range(0, random.nextInt(10)).mapToObj(i -> one.get()).toList();
    }

    private static <T> Map<String, T> named(Random random, Supplier<T> one) {
        Map<String, T> named = new TreeMap<>();
        several(random, one).forEach(each -> named.put("name" + named.size(), each));
        return named;
    }

    private static @Nullable Long number(Random random) {
        return random.nextInt(4) == 0 ? null : Long.valueOf(random.nextInt(20) - 2L);
    }

    private static @Nullable String text(Random random) {
        return random.nextInt(4) == 0 ? null : TEXTS.get(random.nextInt(TEXTS.size()));
    }
}
