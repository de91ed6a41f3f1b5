/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chatstream.avro.RejectionReason;
import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.hook.HookParse;
import dev.chatstream.gateway.hook.HookParser;
import dev.chatstream.gateway.hook.HookTexts;
import dev.chatstream.gateway.intake.BugLog;
import dev.chatstream.gateway.publish.Breaker;
import dev.chatstream.gateway.publish.Refusal;
import dev.chatstream.gateway.record.Decoded;
import dev.chatstream.gateway.record.Judge;
import dev.chatstream.gateway.record.OutgoingRecord;
import dev.chatstream.gateway.record.Recording;
import dev.chatstream.gateway.record.Rejection;
import dev.chatstream.gateway.record.SchemaIds;
import dev.chatstream.gateway.spool.RunningSpool;
import dev.chatstream.gateway.spool.SpoolEntry;
import dev.chatstream.schemas.topic.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;

class DrainTest {
    private static final int MAX_RECORD = 100_000;
    private static final int MANY = 700;

    @TempDir
    private Path folder;

    private final Kafka kafka = new Kafka();
    private final Breaker breaker = new Breaker(() -> true);
    private Optional<SchemaIds> ids = Optional.of(new SchemaIds(1, 2, 3));
    private final AtomicLong nanos = new AtomicLong();
    private boolean bug;
    private RunningSpool running;
    private Drain drain;

    @BeforeEach
    void open() {
        running = new RunningSpool(folder);
        drain = drain(new Judge(this::parse, new BugLog().andThen(this::rethrow)));
    }

    private Drain drain(Judge judge) {
        return new Drain(
                running.spool,
                new Courier(judge, new Recording(MAX_RECORD, new BugLog()), kafka),
                () -> ids,
                breaker,
                50_000,
                new Lanes(nanos::get));
    }

    @AfterEach
    void close() {
        running.close();
    }

    private HookParse parse(byte[] body) {
        if (bug) {
            throw new IllegalStateException("s3cret");
        }
        return new HookParser(MAX_RECORD).parse(body);
    }

    private void rethrow(RuntimeException e) {
        throw e;
    }

    private static String hook(int account) {
        return "{\"accountId\":" + account + ",\"beginAt\":1000,\"endAt\":2000,\"channel\":{\"id\":7}}";
    }

    private void spool(int hooks) {
        List<String> texts = new ArrayList<>();
        for (int i = 1; i <= hooks; i++) {
            texts.add(hook(i));
        }
        running.appendAll(texts);
        awaitHooks(hooks);
    }

    private void awaitHooks(int hooks) {
        await().untilAsserted(() -> assertThat(running.spool.state().hooks()).isEqualTo(hooks));
    }

    private double left(String where) {
        return running.meters
                .counter("chatstream.gateway.spool.left", "where", where)
                .count();
    }

    private static long account(OutgoingRecord outgoing) {
        return Decoded.conversation(outgoing.value()).getAccountId();
    }

    @Test
    void sendsAllInOrderAndForgetsThem() throws Exception {
        // Given
        spool(MANY);

        // When
        drain.round();

        // Then
        awaitHooks(0);
        assertThat(kafka.stored()).extracting(DrainTest::account).isSorted().hasSize(MANY);
        assertThat(left("stored")).isEqualTo(MANY);
    }

    @Test
    void linesOfTheLogNameTheTraceOfTheHookThatTheyAreAbout() throws Exception {
        // Given
        List<@Nullable String> named = new ArrayList<>();
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        Delivery delivery = new Delivery(HookTexts.bytes(hook(1)), "shop", Instant.EPOCH, null, trace);
        running.append(new SpoolEntry(delivery, Optional.empty()));
        awaitHooks(1);
        Judge judge = new Judge(
                bytes -> {
                    named.add(MDC.get("trace.id"));
                    return new HookParser(MAX_RECORD).parse(bytes);
                },
                new BugLog());

        // When
        drain(judge).round();

        // Then
        assertThat(named).containsExactly("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void waitsForTheSchemaIds() throws Exception {
        // Given
        ids = Optional.empty();
        spool(1);

        // When
        drain.round();

        // Then
        assertThat(kafka.asked()).isZero();
        ids = Optional.of(new SchemaIds(1, 2, 3));
        drain.round();
        awaitHooks(0);
    }

    @Test
    void probesWithOneAtATimeWhileTheBreakerIsOpenAndThenSendsAll() throws Exception {
        // Given
        spool(MANY);
        breaker.trip(Refusal.ACK_TIMEOUT);
        kafka.answer(outgoing -> Kafka.refused(Refusal.KAFKA_UNREACHABLE));
        drain.round();
        drain.round();
        assertThat(kafka.asked()).isEqualTo(2);
        assertThat(breaker.isOpen()).isTrue();

        // When
        kafka.answer(outgoing -> Kafka.STORED);
        drain.round();

        // Then
        assertThat(breaker.isOpen()).isFalse();
        awaitHooks(0);
        assertThat(kafka.stored()).hasSize(MANY);
    }

    @Test
    void probesWithAnotherWhenOneAccountsPartitionIsAway() throws Exception {
        // Given
        spool(3);
        breaker.trip(Refusal.ACK_TIMEOUT);
        kafka.answer(outgoing -> account(outgoing) == 1 ? Kafka.refused(Refusal.KAFKA_UNREACHABLE) : Kafka.STORED);

        // When
        drain.round();
        drain.round();

        // Then
        assertThat(breaker.isOpen()).isFalse();
        assertThat(kafka.stored()).extracting(DrainTest::account).contains(2L);
    }

    @Test
    void goesOnBehindWhatFailsAndComesBackToIt() throws Exception {
        // Given
        spool(3);
        kafka.answer(outgoing -> account(outgoing) == 1 ? Kafka.refused(Refusal.KAFKA_ERROR) : Kafka.STORED);
        drain.round();
        drain.round();
        drain.round();
        drain.round();
        awaitHooks(1);

        // When
        kafka.answer(outgoing -> Kafka.STORED);
        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
        drain.round();

        // Then
        awaitHooks(0);
        assertThat(kafka.stored()).hasSize(3);
    }

    @Test
    void isNotHeldUpByManyHooksOfOnePartition() throws Exception {
        // Given: the first 600 hooks, each of another account, are of the partition that is away
        spool(MANY);
        kafka.withPartitions(outgoing -> account(outgoing) <= 600 ? "away" : "there");
        kafka.answer(outgoing -> account(outgoing) <= 600 ? Kafka.refused(Refusal.KAFKA_UNREACHABLE) : Kafka.STORED);
        breaker.trip(Refusal.ACK_TIMEOUT);

        // When
        for (int i = 0; i < 6; i++) {
            drain.round();
        }

        // Then
        awaitHooks(600);
        assertThat(breaker.isOpen()).isFalse();
        assertThat(kafka.asked()).isLessThan(MANY - 600 + 10);
        assertThat(kafka.stored()).extracting(DrainTest::account).isSorted();

        // When
        kafka.answer(outgoing -> Kafka.STORED);
        drain.round();
        drain.round();

        // Then
        awaitHooks(0);
        assertThat(kafka.stored()).hasSize(MANY);
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_READY", "IN_FLIGHT_LIMIT", "BUFFER_FULL", "KAFKA_ERROR", "KAFKA_UNREACHABLE"})
    void sendsTheOldestFirstHoweverOftenAllFailedBefore(Refusal reason) throws Exception {
        // Given
        spool(MANY);
        kafka.answer(outgoing -> Kafka.refused(reason));
        for (int i = 0; i < 20; i++) {
            drain.round();
        }

        // When
        kafka.answer(outgoing -> Kafka.STORED);
        for (int i = 0; i < 4; i++) {
            drain.round();
        }

        // Then
        awaitHooks(0);
        assertThat(kafka.stored()).hasSize(MANY);
        assertThat(kafka.stored().subList(1, MANY))
                .extracting(DrainTest::account)
                .isSorted();
    }

    @Test
    void setsAsideWhatABugCannotPack() throws Exception {
        // Given
        spool(1);
        bug = true;

        // When
        drain.round();

        // Then
        awaitHooks(0);
        await().untilAsserted(() -> assertThat(running.spool.state().setAside()).isEqualTo(1));
    }

    @Test
    void putsIntoQuarantineWhatKafkaRefusesForGood() throws Exception {
        // Given
        spool(3);
        kafka.answer(outgoing -> outgoing.topic() == Topic.HOOK && account(outgoing) == 2
                ? Kafka.refused(Refusal.FOR_GOOD)
                : Kafka.STORED);

        // When
        drain.round();

        // Then
        awaitHooks(0);
        assertThat(kafka.stored())
                .extracting(OutgoingRecord::topic)
                .containsExactly(Topic.HOOK, Topic.HOOK_REJECTED, Topic.HOOK);
        assertThat(left("quarantined")).isEqualTo(1);
    }

    @Test
    void setsAsideWhatQuarantineRefusesTooAndGoesOn() throws Exception {
        // Given
        spool(3);
        kafka.answer(outgoing -> outgoing.topic() == Topic.HOOK_REJECTED || account(outgoing) == 2
                ? Kafka.refused(Refusal.FOR_GOOD)
                : Kafka.STORED);

        // When
        drain.round();

        // Then
        awaitHooks(0);
        assertThat(kafka.stored()).hasSize(2);
        assertThat(running.spool.state().setAside()).isEqualTo(1);
        await().untilAsserted(() -> assertThat(left("set_aside")).isEqualTo(1));
    }

    @Test
    void bringsToQuarantineWhatWasRejectedOnArrival() throws Exception {
        // Given
        Rejection rejection = new Rejection(
                RejectionReason.ACCOUNT_NOT_ALLOWED, "not yours", Optional.of("/accountId"), Optional.empty());
        running.append(new SpoolEntry(RunningSpool.delivery(HookTexts.bytes(hook(7))), Optional.of(rejection)));
        awaitHooks(1);

        // When
        drain.round();

        // Then
        awaitHooks(0);
        assertThat(kafka.stored())
                .singleElement()
                .satisfies(outgoing -> assertThat(
                                Decoded.rejectedHook(outgoing.value()).getReason())
                        .isEqualTo(RejectionReason.ACCOUNT_NOT_ALLOWED));
    }

    @Test
    void letsTheNextHookTryWhenThereIsNothingToProbeWith() {
        // Given
        breaker.trip(Refusal.ACK_TIMEOUT);

        // When, Then
        await().untilAsserted(() -> {
            drain.round();
            assertThat(breaker.isOpen()).isFalse();
        });
        assertThat(breaker.openFor()).isZero();
    }
}
