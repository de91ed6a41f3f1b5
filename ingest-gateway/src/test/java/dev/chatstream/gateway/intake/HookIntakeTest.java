/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.RejectedHook;
import dev.chatstream.avro.RejectionReason;
import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.hook.HookParse;
import dev.chatstream.gateway.hook.HookParser;
import dev.chatstream.gateway.hook.HookTexts;
import dev.chatstream.gateway.hook.JsonKind;
import dev.chatstream.gateway.metrics.HookMetrics;
import dev.chatstream.gateway.publish.Breaker;
import dev.chatstream.gateway.publish.Publish;
import dev.chatstream.gateway.record.Decoded;
import dev.chatstream.gateway.record.Judge;
import dev.chatstream.gateway.record.OutgoingRecord;
import dev.chatstream.gateway.record.Recording;
import dev.chatstream.gateway.record.SchemaIds;
import dev.chatstream.schemas.registry.WireFormat;
import dev.chatstream.schemas.topic.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class HookIntakeTest {
    private static final int MAX_RECORD = 4096;

    private final List<OutgoingRecord> published = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private void take(Function<byte[], HookParse> parser, byte[] body) {
        take(parser, body, null);
    }

    private void take(Function<byte[], HookParse> parser, byte[] body, @Nullable String traceparent) {
        HookMetrics metrics = new HookMetrics(meters);
        Keeper keeper = new Keeper(
                new Recording(MAX_RECORD, new BugLog()),
                (outgoing, whenDone) -> {
                    published.add(outgoing);
                    whenDone.accept(new Publish.Stored());
                },
                () -> Optional.of(new SchemaIds(1, 3, 2)),
                Breaker.never(),
                Optional.empty(),
                metrics);
        HookIntake intake = new HookIntake(new Judge(parser, new BugLog()), keeper, metrics);
        Delivery delivery = new Delivery(body, "shop", Instant.EPOCH, "application/json", traceparent);
        intake.take(delivery, account -> !account.equals("666"), outcomes::add);
    }

    private RejectedHook quarantined() {
        assertThat(outcomes).singleElement().isInstanceOf(Outcome.Rejected.class);
        assertThat(published).hasSize(1);
        return Decoded.rejectedHook(published.get(0).value());
    }

    @Test
    void linesOfTheLogNameTheTraceOfTheHookThatTheyAreAbout() {
        // Given
        List<@Nullable String> named = new ArrayList<>();

        // When
        take(
                bytes -> {
                    named.add(MDC.get("trace.id"));
                    throw new IllegalStateException("s3cret");
                },
                HookTexts.bytes("{}"),
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        // Then
        assertThat(named).containsExactly("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(MDC.get("trace.id")).isNull();
    }

    @Test
    void keepsTheBodyThatABugCannotRead() {
        // Given
        byte[] body = HookTexts.sample("hook-current.json");

        // When
        take(
                bytes -> {
                    throw new IllegalStateException("s3cret");
                },
                body);

        // Then
        RejectedHook kept = quarantined();
        assertThat(kept.getReason()).isEqualTo(RejectionReason.UNKNOWN);
        assertThat(kept.getDetail()).contains("bug").doesNotContain("s3cret");
        assertThat(kept.getBody().array()).isEqualTo(body);
    }

    @Test
    void keepsTheBodyWhoseUnknownFieldsCannotBeCounted() {
        // Given
        meters = new SimpleMeterRegistry() {
            @Override
            protected Counter newCounter(Meter.Id id) {
                if (id.getTags().stream().anyMatch(tag -> tag.getValue().contains("new"))) {
                    throw new IllegalStateException("s3cret");
                }
                return super.newCounter(id);
            }
        };

        // When
        take(new HookParser(1000)::parse, HookTexts.bytes(HookTexts.hookWith("\"new\":1")));

        // Then
        assertThat(outcomes).singleElement().isInstanceOf(Outcome.Stored.class);
    }

    @Test
    void storesAnEventAsWhatItIs() {
        // When
        take(new HookParser(1000)::parse, HookTexts.sample("webhook-event-constructed.json"));

        // Then
        assertThat(outcomes).singleElement().isInstanceOf(Outcome.Stored.class);
        assertThat(published)
                .singleElement()
                .satisfies(outgoing -> assertThat(outgoing.topic()).isEqualTo(Topic.EVENT))
                .satisfies(outgoing ->
                        assertThat(WireFormat.schemaId(outgoing.value())).isEqualTo(3));
    }

    @Test
    void leavesTheDetailOutWhenItWouldNotFitIntoTheRecord() {
        // Given
        String expected = "e".repeat(MAX_RECORD);

        // When
        take(bytes -> new HookParse.NotAHook("/a", JsonKind.NULL, expected), HookTexts.bytes("{}"));

        // Then
        RejectedHook kept = quarantined();
        assertThat(kept.getReason()).isEqualTo(RejectionReason.NOT_A_HOOK);
        assertThat(kept.getDetail()).isEmpty();
    }

    @Test
    void quarantinesAHookForAnAccountThatItsSenderMayNotSendFor() {
        // Given
        byte[] body = HookTexts.bytes("{\"accountId\":\"0666\",\"beginAt\":1,\"endAt\":2,\"channel\":{\"id\":3}}");

        // When
        take(new HookParser(MAX_RECORD)::parse, body);

        // Then
        RejectedHook kept = quarantined();
        assertThat(kept.getReason()).isEqualTo(RejectionReason.ACCOUNT_NOT_ALLOWED);
        assertThat(kept.getDetail()).contains("/accountId").doesNotContain("666");
        assertThat(kept.getBody().array()).isEqualTo(body);
    }

    @Test
    void quarantinesAnEventForSuchAnAccountToo() {
        // When
        take(new HookParser(MAX_RECORD)::parse, HookTexts.bytes(HookTexts.eventWith("\"account_id\":\"0666\"")));

        // Then
        RejectedHook kept = quarantined();
        assertThat(kept.getReason()).isEqualTo(RejectionReason.ACCOUNT_NOT_ALLOWED);
        assertThat(kept.getDetail()).contains("/account_id");
    }
}
