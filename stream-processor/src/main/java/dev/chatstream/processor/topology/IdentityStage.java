/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.facts.FactsMapper;
import dev.chatstream.processor.identity.Revision;
import dev.chatstream.processor.identity.Revisions;
import dev.chatstream.processor.store.BeforeCommit;
import dev.chatstream.processor.store.BeforeCommit.Turn;
import dev.chatstream.processor.store.ConversationStore;
import dev.chatstream.processor.store.RevisionsCodec;
import dev.chatstream.processor.store.StoreNames;
import dev.chatstream.processor.telemetry.PipelineCounters;
import dev.chatstream.processor.topology.HookReader.UnreadableHook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Tells what each hook changes, and passes only changes on. What it cannot read goes to the dead-letter topic. */
final class IdentityStage implements Processor<byte[], byte[], Object, Object> {
    private static final Duration EXPIRY_INTERVAL = Duration.ofSeconds(10);

    /** The most that the expiry may take of each interval: it keeps up with thousands a second, and delays nobody. */
    private static final Duration EXPIRY_TIME = Duration.ofMillis(200);

    /** Stored rows outlive the retention by this, so that delayed hooks still meet theirs. */
    private static final Duration SLACK = Duration.ofHours(24);

    /** Between two looks at the clock. */
    private static final int EXPIRED_AT_ONCE = 500;

    private final HookReader reader;
    private final RevisionsCodec codec;
    private final String basis;
    private final Duration retention;
    private final PipelineCounters counters;

    @SuppressWarnings("NullAway.Init") // set by init, which Kafka Streams calls first
    private ProcessorContext<Object, Object> context;

    @SuppressWarnings("NullAway.Init") // set by init, which Kafka Streams calls first
    private ConversationStore store;

    private long watermark = Long.MIN_VALUE;
    private long writtenWatermark = Long.MIN_VALUE;
    private @Nullable Long expiryCursor;

    IdentityStage(
            HookReader reader, RevisionsCodec codec, String basis, Duration retention, PipelineCounters counters) {
        this.reader = reader;
        this.codec = codec;
        this.basis = basis;
        this.retention = retention;
        this.counters = counters;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        KeyValueStore<Bytes, byte[]> rows = context.getStateStore(StoreNames.CONVERSATION);
        store = new ConversationStore(rows, codec);
        store.requireBasis(basis);
        watermark = store.watermark().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
        writtenWatermark = watermark;
        BeforeCommit beforeCommit = context.getStateStore(StoreNames.BEFORE_COMMIT);
        beforeCommit.on(Turn.PROGRESS, context, this::writeProgress);
        context.schedule(EXPIRY_INTERVAL, PunctuationType.STREAM_TIME, this::expire);
    }

    @Override
    public void process(Record<byte[], byte[]> hook) {
        try {
            arrive(hook, reader.read(hook.key(), hook.value()));
        } catch (UnreadableHook e) {
            counters.unreadable();
            context.forward(
                    new Record<>(hook.key(), hook.value(), hook.timestamp(), errorHeaders(hook, e)),
                    Operators.DLQ_SINK);
        }
        watermark = Math.max(watermark, hook.timestamp());
    }

    private void writeProgress() {
        if (watermark > writtenWatermark) {
            store.putWatermark(Instant.ofEpochMilli(watermark));
            writtenWatermark = watermark;
        }
    }

    private void arrive(Record<byte[], byte[]> hook, Conversation conversation) {
        ConversationFacts facts = FactsMapper.facts(conversation);
        store.putAccount(facts.getAccountId());
        for (Granularity granularity : Granularity.values()) {
            if (granularity.isLate(facts)) {
                counters.latePane(granularity);
            }
        }
        Revisions known = store.revisions(facts);
        if (isLate(facts)) {
            passOnLate(hook, facts, known);
            return;
        }
        Revisions.Arrival arrival = known.arrive(new Revision(facts));
        counters.arrived(arrival.outcome(), arrival.forgot());
        if (!arrival.revisions().equals(known)) {
            store.put(arrival.revisions(), arrival.before(), arrival.after());
        }
        if (arrival.changesFacts()) {
            if (arrival.arrivingWins()) {
                counters.anomalies(facts.getAnomalies());
            }
            byte[] value = arrival.arrivingWins() ? hook.value() : null;
            forward(hook, new ConversationChange(arrival.before(), arrival.after(), value, arrival.leaves(), true));
        }
    }

    /**
     * Whether the conversation is older than is remembered: by the hook alone, and, for hooks that were on their way
     * for more than a day, because what was known of it may have expired.
     */
    private boolean isLate(ConversationFacts facts) {
        return facts.getCountedAt().isBefore(facts.getReceivedAt().minus(retention))
                || facts.getCountedAt().isBefore(expiryCutoff(context.currentStreamTimeMs()));
    }

    /** Goes to its topics uncounted and says so, unless what is still known of the conversation is newer. */
    private void passOnLate(Record<byte[], byte[]> hook, ConversationFacts facts, Revisions known) {
        counters.late();
        if (!known.outranks(new Revision(facts))) {
            Revision counted = known.winner();
            if (counted != null) {
                store.put(known.sentTo(facts.getType()), counted.facts(), counted.facts());
            }
            forward(
                    hook,
                    new ConversationChange(
                            null, FactsMapper.uncounted(facts), hook.value(), known.leftFor(facts.getType()), false));
        }
    }

    private void forward(Record<byte[], byte[]> hook, ConversationChange change) {
        Record<Object, Object> record =
                hook.<Object>withKey(change.after().getConversationId()).withValue(change);
        context.forward(record, Operators.SPLIT);
        context.forward(record, Operators.FACTS);
        if (change.counted()) {
            context.forward(record, Operators.MINUTE_PANES);
            context.forward(record, Operators.QUARTER_PANES);
        }
    }

    private void expire(long streamTime) {
        long deadline = System.nanoTime() + EXPIRY_TIME.toNanos();
        do {
            expiryCursor = store.expire(expiryCutoff(streamTime), expiryCursor, EXPIRED_AT_ONCE);
        } while (expiryCursor != null && System.nanoTime() < deadline);
    }

    private Instant expiryCutoff(long streamTime) {
        return Instant.ofEpochMilli(streamTime).minus(retention).minus(SLACK);
    }

    /** As Kafka Streams names them; the message is ours, because a library's may quote the record. */
    private Headers errorHeaders(Record<byte[], byte[]> hook, UnreadableHook error) {
        Headers headers = new RecordHeaders(hook.headers());
        headers.add("__streams.errors.exception", utf8(error.getClass().getSimpleName()));
        headers.add("__streams.errors.message", utf8(String.valueOf(error.getMessage())));
        context.recordMetadata().ifPresent(metadata -> {
            headers.add("__streams.errors.topic", utf8(metadata.topic()));
            headers.add("__streams.errors.partition", utf8(Integer.toString(metadata.partition())));
            headers.add("__streams.errors.offset", utf8(Long.toString(metadata.offset())));
        });
        return headers;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
