/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import dev.chatstream.avro.Conversation;
import dev.chatstream.processor.bounds.Bounds;
import dev.chatstream.processor.failure.DlqBreaker;
import dev.chatstream.schemas.registry.RegistryException;
import dev.chatstream.schemas.registry.WireFormat;
import dev.chatstream.schemas.serde.RecordDecoder;
import dev.chatstream.schemas.serde.UnreadableValueException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a record of the hook topic. Broken data is an expected outcome; an unreachable registry is waited for, because
 * the data may be perfectly good.
 */
final class HookReader {
    private static final Logger log = LoggerFactory.getLogger(HookReader.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Within this a schema that was just registered is known to every replica of a registry. */
    private static final Duration LAG_OF_REGISTRIES = Duration.ofSeconds(2);

    /** After this an id that no registry knew is asked for again. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

    private static final int MOST_GIVEN_UP = 64;

    private final RecordDecoder<Conversation> codec;
    private final DlqBreaker breaker;
    private final Duration patience;
    private final Consumer<Boolean> waiting;
    private final Map<Integer, Long> givenUp = new HashMap<>();
    private final BooleanSupplier stopping;

    /**
     * @param stopping whether the program is ending, so that waiting makes no sense any more
     * @param breaker told of each record whether it could be read
     * @param patience how long to wait for the registry before giving up, shorter than Kafka's poll interval
     * @param waiting told when waiting begins and ends
     */
    HookReader(
            RecordDecoder<Conversation> codec,
            DlqBreaker breaker,
            Duration patience,
            Consumer<Boolean> waiting,
            BooleanSupplier stopping) {
        this.codec = codec;
        this.breaker = breaker;
        this.patience = patience;
        this.waiting = waiting;
        this.stopping = stopping;
    }

    /** Thrown for records that can never be processed. The message holds nothing of the record's content. */
    static final class UnreadableHook extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableHook(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * The conversation in a record.
     *
     * @param timestamp of the record, which the broker checks against its clock
     * @throws UnreadableHook when it belongs into the dead-letter topic
     * @throws DlqBreaker.Open when too much went there already
     */
    Conversation read(byte @Nullable [] key, byte @Nullable [] value, long timestamp) throws UnreadableHook {
        try {
            Conversation conversation = readable(key, value, timestamp);
            breaker.read();
            return conversation;
        } catch (UnreadableHook e) {
            breaker.unreadable();
            throw e;
        }
    }

    private Conversation readable(byte @Nullable [] key, byte @Nullable [] value, long timestamp)
            throws UnreadableHook {
        if (value == null) {
            throw new UnreadableHook("no value (expected: a conversation)");
        }
        Conversation conversation = decode(value);
        String account = Long.toString(conversation.getAccountId());
        if (key == null || !account.equals(new String(key, StandardCharsets.UTF_8))) {
            throw new UnreadableHook("key is not the account of the value; it may lie in a foreign partition");
        }
        long latest = timestamp + Bounds.CLOCK_TOLERANCE.toMillis();
        if (conversation.getHook().getReceivedAt().toEpochMilli() > latest) {
            throw new UnreadableHook("receivedAt is after the record's timestamp; no clock may expire what is counted");
        }
        return conversation;
    }

    private Conversation decode(byte[] value) throws UnreadableHook {
        try {
            return codec.decode(value);
        } catch (UnreadableValueException e) {
            if (e.getCause() instanceof RegistryException unknownId && unknownId.notFound() && !givenUp(value)) {
                return decodeOnceRegistryAnswers(value, unknownId);
            }
            throw unreadable(value);
        } catch (RegistryException e) {
            return decodeOnceRegistryAnswers(value, e);
        }
    }

    /**
     * Whether the id of the value's schema was waited for in vain not long ago: once is enough for all that bear it.
     */
    private boolean givenUp(byte[] value) {
        Long since = givenUp.get(WireFormat.schemaId(value));
        return since != null && System.nanoTime() - since < FORGOTTEN_AFTER.toNanos();
    }

    private void giveUp(byte[] value) {
        if (givenUp.size() == MOST_GIVEN_UP) {
            givenUp.clear();
        }
        givenUp.put(WireFormat.schemaId(value), System.nanoTime());
    }

    private static UnreadableHook unreadable(byte[] value) {
        return new UnreadableHook("value of " + value.length + " bytes is no conversation in Avro wire format");
    }

    private Conversation decodeOnceRegistryAnswers(byte[] value, RegistryException first) throws UnreadableHook {
        log.atWarn().addKeyValue("reason", first.getMessage()).log("waiting for the schema registry");
        waiting.accept(true);
        try {
            return retry(value, first);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw first;
        } finally {
            waiting.accept(false);
        }
    }

    private Conversation retry(byte[] value, RegistryException first) throws InterruptedException, UnreadableHook {
        long begun = System.nanoTime();
        long deadline = begun + (first.notFound() ? LAG_OF_REGISTRIES : patience).toNanos();
        long pause = FIRST_PAUSE.toMillis();
        RegistryException last = first;
        while (System.nanoTime() < deadline && !stopping.getAsBoolean()) {
            Thread.sleep(Math.min(pause, Math.max(1, (deadline - System.nanoTime()) / 1_000_000)));
            pause = Math.min(2 * pause, LONGEST_PAUSE.toMillis());
            try {
                return codec.decode(value);
            } catch (RegistryException e) {
                if (last.notFound()) {
                    // away now, so what it said before may not have been its last word
                    deadline = begun + patience.toNanos();
                }
                last = e;
            } catch (UnreadableValueException e) {
                if (!(e.getCause() instanceof RegistryException unknownId && unknownId.notFound())) {
                    throw unreadable(value);
                }
                if (!last.notFound()) {
                    // back, and does not know the id: there is no more to wait for than when it says so at once
                    deadline = System.nanoTime() + LAG_OF_REGISTRIES.toNanos();
                }
                last = unknownId;
            }
        }
        if (last.notFound() && !stopping.getAsBoolean()) {
            giveUp(value);
            throw unreadable(value);
        }
        // Nothing is known against the hook: it is processed again after the next start.
        throw last;
    }
}
