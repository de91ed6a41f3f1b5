/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import dev.chatstream.avro.Conversation;
import dev.chatstream.schemas.registry.RegistryException;
import dev.chatstream.schemas.serde.RecordDecoder;
import dev.chatstream.schemas.serde.UnreadableValueException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

    private final RecordDecoder<Conversation> codec;
    private final Duration patience;
    private final Consumer<Boolean> waiting;

    /**
     * @param patience how long to wait for the registry before giving up, shorter than Kafka's poll interval
     * @param waiting told when waiting begins and ends
     */
    HookReader(RecordDecoder<Conversation> codec, Duration patience, Consumer<Boolean> waiting) {
        this.codec = codec;
        this.patience = patience;
        this.waiting = waiting;
    }

    /** Thrown for records that can never be processed. The message holds nothing of the record's content. */
    static final class UnreadableHook extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableHook(String message) {
            super(message, null, false, false);
        }
    }

    Conversation read(byte @Nullable [] key, byte @Nullable [] value) throws UnreadableHook {
        if (value == null) {
            throw new UnreadableHook("no value (expected: a conversation)");
        }
        Conversation conversation = decode(value);
        String account = Long.toString(conversation.getAccountId());
        if (key == null || !account.equals(new String(key, StandardCharsets.UTF_8))) {
            throw new UnreadableHook("key is not the account of the value; it may lie in a foreign partition");
        }
        return conversation;
    }

    private Conversation decode(byte[] value) throws UnreadableHook {
        try {
            return codec.decode(value);
        } catch (UnreadableValueException e) {
            throw new UnreadableHook("value of " + value.length + " bytes is no conversation in Avro wire format");
        } catch (RegistryException e) {
            return decodeOnceRegistryAnswers(value, e);
        }
    }

    private Conversation decodeOnceRegistryAnswers(byte[] value, RegistryException first) throws UnreadableHook {
        log.atWarn().addKeyValue("reason", first.getMessage()).log("waiting for the schema registry");
        waiting.accept(true);
        try {
            return retry(value, first);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw first;
        } catch (UnreadableValueException e) {
            throw new UnreadableHook("value of " + value.length + " bytes is no conversation in Avro wire format");
        } finally {
            waiting.accept(false);
        }
    }

    private Conversation retry(byte[] value, RegistryException first) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        long pause = FIRST_PAUSE.toMillis();
        RegistryException last = first;
        while (System.nanoTime() < deadline) {
            Thread.sleep(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE.toMillis());
            try {
                return codec.decode(value);
            } catch (RegistryException e) {
                last = e;
            }
        }
        throw last;
    }
}
