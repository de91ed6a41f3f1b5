/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.processor.aggregate.Contribution;
import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.bounds.Bounds;
import dev.chatstream.processor.facts.FactsMapper;
import dev.chatstream.processor.failure.Guarded;
import dev.chatstream.processor.identity.HookCounts;
import dev.chatstream.processor.identity.HookCounts.What;
import dev.chatstream.processor.identity.HookTally;
import dev.chatstream.processor.identity.Revision;
import dev.chatstream.processor.identity.Revisions;
import dev.chatstream.processor.identity.Revisions.Outcome;
import dev.chatstream.processor.store.BeforeCommit;
import dev.chatstream.processor.store.BeforeCommit.Turn;
import dev.chatstream.processor.store.ConversationStore;
import dev.chatstream.processor.store.Processed;
import dev.chatstream.processor.store.RevisionsCodec;
import dev.chatstream.processor.store.StoreNames;
import dev.chatstream.processor.telemetry.PipelineCounters;
import dev.chatstream.processor.topology.HookReader.UnreadableHook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Tells what each hook changes, and passes only changes on. What it cannot read goes to the dead-letter topic. */
final class IdentityStage implements Processor<byte[], byte[], Object, Object> {
    private static final List<String> ERROR_HEADERS = List.of(
            "__streams.errors.exception",
            "__streams.errors.message",
            "__streams.errors.topic",
            "__streams.errors.partition",
            "__streams.errors.offset");

    private static final Duration EXPIRY_INTERVAL = Duration.ofSeconds(10);

    /** The most that the expiry may take of each interval: it keeps up with thousands a second, and delays nobody. */
    private static final Duration EXPIRY_TIME = Duration.ofMillis(200);

    /**
     * From the end of one pass over all accounts to the next. A pass seeks once for each account, which a backlog,
     * where hours pass in seconds, would pay for again and again.
     */
    private static final Duration EXPIRY_REST = Duration.ofHours(1);

    /** Between two looks at the clock. */
    private static final int EXPIRED_AT_ONCE = 500;

    private final HookReader reader;
    private final RevisionsCodec codec;
    private final String basis;
    private final Duration retention;
    private final Duration commitInterval;
    private final AtomicLong lastBusy;
    private final PipelineCounters counters;
    private final Processed processed;

    @SuppressWarnings("NullAway.Init") // set by init, which Kafka Streams calls first
    private ProcessorContext<Object, Object> context;

    @SuppressWarnings("NullAway.Init") // set by init, which Kafka Streams calls first
    private ConversationStore store;

    @SuppressWarnings("NullAway.Init") // set by init, which Kafka Streams calls first
    private HookTally tally;

    @SuppressWarnings("NullAway.Init") // set by init, which Kafka Streams calls first
    private CommitPace pace;

    private @Nullable Cancellable expiry;

    /** Stands for the time from one init to the next close. */
    private Object term = new Object();

    private HookCounts written = HookCounts.NONE;
    private long watermark = Long.MIN_VALUE;
    private long writtenWatermark = Long.MIN_VALUE;
    private @Nullable Long expiryCursor;
    private long nextExpiry = Long.MIN_VALUE;

    IdentityStage(
            HookReader reader,
            RevisionsCodec codec,
            String basis,
            Duration retention,
            Duration commitInterval,
            AtomicLong lastBusy,
            PipelineCounters counters,
            Processed processed) {
        this.reader = reader;
        this.codec = codec;
        this.basis = basis;
        this.retention = retention;
        this.commitInterval = commitInterval;
        this.lastBusy = lastBusy;
        this.counters = counters;
        this.processed = processed;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        KeyValueStore<Bytes, byte[]> rows = context.getStateStore(StoreNames.CONVERSATION);
        store = new ConversationStore(rows, codec);
        store.requireBasis(basis);
        watermark = store.watermark().toEpochMilli();
        writtenWatermark = watermark;
        written = store.counts();
        tally = new HookTally(written);
        BeforeCommit beforeCommit = context.getStateStore(StoreNames.BEFORE_COMMIT);
        beforeCommit.on(Turn.CONVERSATIONS, context, store::write);
        beforeCommit.on(Turn.PROGRESS, context, this::writeProgress);
        pace = CommitPace.start(context, commitInterval, lastBusy);
        expiry = Guarded.schedule(
                context, Operators.IDENTITY, EXPIRY_INTERVAL, PunctuationType.STREAM_TIME, this::expire);
        term = new Object();
        processed.begin(context.taskId().partition(), term);
    }

    /** A task that is taken up again initialises the same stage once more, and keeps what was scheduled before. */
    @Override
    public void close() {
        if (expiry != null) {
            processed.end(context.taskId().partition(), term);
            expiry.cancel();
            pace.stop();
        }
    }

    @Override
    public void process(Record<byte[], byte[]> hook) {
        try {
            arrive(hook, reader.read(hook.key(), hook.value(), hook.timestamp()));
        } catch (UnreadableHook e) {
            tally.add(What.UNREADABLE);
            context.forward(
                    new Record<>(hook.key(), hook.value(), hook.timestamp(), errorHeaders(hook, e)),
                    Operators.DLQ_SINK);
        }
        watermark = Math.max(watermark, hook.timestamp());
        pace.processed();
    }

    private void writeProgress() {
        pace.committed();
        if (watermark > writtenWatermark) {
            store.putWatermark(Instant.ofEpochMilli(watermark));
            writtenWatermark = watermark;
        }
        if (tally.changed()) {
            HookCounts counts = tally.take();
            store.putCounts(counts);
            counters.add(counts.since(written));
            written = counts;
        }
    }

    private void arrive(Record<byte[], byte[]> hook, Conversation conversation) {
        ConversationFacts facts = FactsMapper.facts(conversation);
        store.putAccount(facts.getAccountId());
        countProperties(facts);
        Revisions known = known(facts);
        if (isLate(facts, known)) {
            tally.add(What.LATE);
            passOnLate(hook, facts, known);
            return;
        }
        Revisions.Arrival arrival = known.arrive(new Revision(facts));
        tally.add(counted(arrival.outcome()));
        if (arrival.forgot()) {
            tally.add(What.FORGOTTEN_REVISION);
        }
        byte[] stored = arrival.revisions().equals(known) ? null : store.put(known, arrival.revisions());
        if (arrival.changesFacts()) {
            counters.replaced(arrival.before(), arrival.after());
            byte[] value = arrival.arrivingWins() ? hook.value() : null;
            Contribution before = arrival.before() == null ? null : new Contribution(arrival.before());
            ConversationChange change = new ConversationChange(
                    before, new Contribution(arrival.after()), stored, value, arrival.leaves(), tally);
            forward(hook, change, Operators.SPLIT, Operators.FACTS, Operators.MINUTE_PANES, Operators.QUARTER_PANES);
        }
    }

    private static What counted(Outcome outcome) {
        return switch (outcome) {
            case FIRST -> What.FIRST;
            case REVISION -> What.REVISION;
            case SUPERSEDED -> What.SUPERSEDED;
            case DUPLICATE -> What.DUPLICATE;
        };
    }

    private void countProperties(ConversationFacts facts) {
        tally.addAnomalies(facts.getAnomalies());
        if (!facts.getCountedAt().equals(facts.getEndAt())) {
            tally.add(What.FUTURE);
        }
        if (Granularity.MINUTE.isLate(facts)) {
            tally.add(What.LATE_MINUTE);
        }
        if (Granularity.QUARTER.isLate(facts)) {
            tally.add(What.LATE_QUARTER);
        }
    }

    /** What is still remembered; nothing when it has expired, whether or not the expiry has come by already. */
    private Revisions known(ConversationFacts facts) {
        Revisions stored = store.revisions(facts);
        if (stored.winner() != null && stored.isForgottenBefore(expiryCutoff(context.currentStreamTimeMs()))) {
            store.forget(stored);
            return Revisions.NONE;
        }
        return stored;
    }

    /**
     * Whether the conversation is older than is remembered. That depends on the hook alone as long as it was on its way
     * for at most a day. After that what was known of the conversation may have expired; and a receipt before
     * everything that is remembered comes from a wrong clock, and would rank first.
     */
    private boolean isLate(ConversationFacts facts, Revisions known) {
        if (facts.getCountedAt().isBefore(facts.getReceivedAt().minus(retention))) {
            return true;
        }
        Instant cutoff = expiryCutoff(context.currentStreamTimeMs());
        Instant oldest = known.winner() == null ? facts.getCountedAt() : facts.getReceivedAt();
        return oldest.isBefore(cutoff);
    }

    /**
     * Goes to its type topic, unless what is still known of the conversation is newer. Its facts are published, marked
     * as uncounted, only where none are known: published facts are those that panes are made of.
     */
    private void passOnLate(Record<byte[], byte[]> hook, ConversationFacts facts, Revisions known) {
        if (known.outranks(new Revision(facts))) {
            return;
        }
        ConversationChange change = new ConversationChange(
                null,
                new Contribution(FactsMapper.uncounted(facts)),
                null,
                hook.value(),
                known.leftFor(facts.getType()),
                tally);
        if (known.winner() == null) {
            forward(hook, change, Operators.SPLIT, Operators.FACTS);
        } else {
            var unused = store.put(known, known.sentTo(facts.getType()));
            forward(hook, change, Operators.SPLIT);
        }
    }

    private void forward(Record<byte[], byte[]> hook, ConversationChange change, String... stages) {
        Record<Object, Object> record =
                new Record<>(change.facts().getConversationId(), change, hook.timestamp(), hook.headers());
        for (String stage : stages) {
            context.forward(record, stage);
        }
    }

    private void expire(long streamTime) {
        if (streamTime < nextExpiry) {
            return;
        }
        long deadline = System.nanoTime() + EXPIRY_TIME.toNanos();
        do {
            expiryCursor = store.expire(expiryCutoff(streamTime), expiryCursor, EXPIRED_AT_ONCE);
        } while (expiryCursor != null && System.nanoTime() < deadline);
        if (expiryCursor == null) {
            nextExpiry = streamTime + EXPIRY_REST.toMillis();
        }
    }

    private Instant expiryCutoff(long streamTime) {
        return Instant.ofEpochMilli(streamTime).minus(retention).minus(Bounds.SLACK);
    }

    /** As Kafka Streams names them; the message is ours, because a library's may quote the record. */
    private Headers errorHeaders(Record<byte[], byte[]> hook, UnreadableHook error) {
        Headers headers = new RecordHeaders(hook.headers());
        ERROR_HEADERS.forEach(headers::remove); // of a record that comes from the dead-letter topic itself
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
