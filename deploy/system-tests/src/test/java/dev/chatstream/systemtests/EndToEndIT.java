/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.ConversationType;
import dev.chatstream.avro.Dimension;
import dev.chatstream.avro.HookDialect;
import dev.chatstream.avro.MetricsPane;
import dev.chatstream.avro.RejectedHook;
import dev.chatstream.avro.RejectionReason;
import dev.chatstream.avro.RollingMetrics;
import dev.chatstream.avro.WebhookEvent;
import dev.chatstream.local.Sample;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.schemas.serde.AvroValueDeserializer;
import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Follows hooks from the POST to the topics and to the summary; each test has an account of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndToEndIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Instant aMinuteAgo = Instant.now().minusSeconds(60);
    private TestRun run;
    private SchemaRegistry registry;

    @BeforeAll
    void start() {
        run = TestRun.fresh("end-to-end");
        registry = run.registry();
    }

    @AfterAll
    void stop() {
        registry.close();
        run.close();
    }

    @Test
    void the_published_sample_arrives_whole_in_every_topic_and_in_the_summary() {
        // Given
        String hook = Sample.endingAt(Sample.CURRENT, aMinuteAgo);
        JsonNode sent = TestRun.json(hook);
        String conversationId = "208:55039:" + sent.get("beginAt").asLong();

        // When
        HttpResponse<String> answer = run.post(hook);

        // Then
        String eventId = eventId(hook);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(TestRun.json(answer.body()))
                .isEqualTo(TestRun.json("{\"id\":\"" + eventId + "\",\"status\":\"stored\"}"));
        ConsumerRecord<String, byte[]> chat = one(Topic.CONVERSATION_CHAT, conversationId);
        ConsumerRecord<String, byte[]> stored = one(Topic.HOOK, "208");
        assertThat(chat.value()).isEqualTo(stored.value());
        assertThat(chat.timestamp()).isEqualTo(stored.timestamp());
        assertCloudEvent(stored, eventId, conversationId);
        assertCloudEvent(chat, eventId, conversationId);
        assertConversation(stored, sent, eventId, HookDialect.CURRENT);
        assertFactsOfTheSample(one(Topic.CONVERSATION_FACTS, conversationId), conversationId, eventId);
        assertPanesOfTheSample(Topic.METRICS_MINUTE, Duration.ofMinutes(1));
        assertPanesOfTheSample(Topic.METRICS_QUARTER, Duration.ofMinutes(15));
        assertSummaryOfTheSample(summaryWith(208, "total", 1));
    }

    @Test
    void the_legacy_dialect_arrives_as_whole_as_the_current_one() {
        // Given
        String hook = of(301, Sample.endingAt(Sample.LEGACY, aMinuteAgo));

        // When
        HttpResponse<String> answer = run.post(hook);

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        ConsumerRecord<String, byte[]> stored = one(Topic.HOOK, "301");
        assertConversation(stored, TestRun.json(hook), eventId(hook), HookDialect.LEGACY);
        assertThat(summaryWith(301, "chat", 1).path("firstResponse").path("p50").asInt())
                .isEqualTo(14);
    }

    @Test
    void a_missed_conversation_and_an_offline_message_go_to_their_own_topics() {
        // Given
        String missed = of(302, Sample.endingAt(Sample.MISSED, aMinuteAgo));
        String offline = of(302, Sample.endingAt(Sample.OFFLINE, aMinuteAgo));

        // When
        run.post(missed);
        run.post(offline);

        // Then
        JsonNode counts = summaryWith(302, "total", 2).path("counts");
        assertThat(counts.path("missed").asInt()).isEqualTo(1);
        assertThat(counts.path("offline").asInt()).isEqualTo(1);
        List<ConsumerRecord<String, byte[]>> ofMissed = ofAccount(302, Topic.CONVERSATION_MISSED, 1);
        List<ConsumerRecord<String, byte[]>> ofOffline = ofAccount(302, Topic.CONVERSATION_OFFLINE, 1);
        assertThat(ofMissed).hasSize(1);
        assertThat(ofOffline).hasSize(1);
        assertConversation(ofMissed.get(0), TestRun.json(missed), eventId(missed), HookDialect.CURRENT);
        assertConversation(ofOffline.get(0), TestRun.json(offline), eventId(offline), HookDialect.CURRENT);
        assertThat(ofAccount(302, Topic.CONVERSATION_CHAT)).isEmpty();
        assertThat(ofAccount(302, Topic.CONVERSATION_UNCLASSIFIED)).isEmpty();
    }

    @Test
    void a_body_that_is_no_hook_is_refused_and_kept_byte_for_byte() {
        // Given
        String notJson = "{\"accountId\": 303,";
        String noHook = "{\"accountId\": 303, \"beginAt\": 1}";

        // When
        HttpResponse<String> first = run.post(notJson);
        HttpResponse<String> second = run.post(noHook);

        // Then
        assertThat(first.statusCode()).isEqualTo(400);
        assertThat(second.statusCode()).isEqualTo(422);
        assertThat(first.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertQuarantined(first, notJson, RejectionReason.NOT_JSON);
        assertQuarantined(second, noHook, RejectionReason.NOT_A_HOOK);
    }

    @Test
    void an_event_goes_to_its_own_topic_with_its_data_as_sent() {
        // Given
        String body = """
                {"type":"event_callback","event":"conversation.rated","timestamp":"2020-08-08T07:53:18.825Z",
                 "account_id":"0390","app_id":"ap40qUkYi","data":{ "rating_value":5.0 },"more":[ 1 ]}""";

        // When
        HttpResponse<String> answer = run.post(body);

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        ConsumerRecord<String, byte[]> stored = one(Topic.EVENT, "0390");
        WebhookEvent event = read(stored, Topic.EVENT, WebhookEvent.class);
        assertThat(event.getEvent()).isEqualTo("conversation.rated");
        assertThat(event.getOccurredAt()).isEqualTo(Instant.parse("2020-08-08T07:53:18.825Z"));
        assertThat(event.getData()).isEqualTo("{ \"rating_value\":5.0 }");
        assertThat(event.getUnknown()).containsExactly(Map.entry("/more", "[ 1 ]"));
        assertThat(event.getEventId()).isEqualTo(eventId(body));
        assertThat(run.topics().withKey(Topic.HOOK, "390")).isEmpty();
    }

    @Test
    void a_wrong_token_is_refused_and_nothing_is_kept() {
        // Given
        String hook = of(304, Sample.endingAt(Sample.CURRENT, aMinuteAgo));
        String behind = of(304, Sample.endingAt(Sample.MISSED, aMinuteAgo));

        // When
        HttpResponse<String> answer = run.post(URI.create(run.hooks().toString().replace("local", "guess")), hook);
        run.post(behind);

        // Then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(summaryWith(304, "missed", 1).path("counts").path("total").asInt())
                .isEqualTo(1);
        assertThat(run.topics().withKey(Topic.HOOK, "304"))
                .extracting(record -> Topics.headers(record).get("ce_id"))
                .containsExactly(eventId(behind));
    }

    @Test
    void a_redelivery_counts_once() {
        // Given
        String hook = of(305, Sample.endingAt(Sample.CURRENT, aMinuteAgo));
        String other = of(305, Sample.endingAt(Sample.MISSED, aMinuteAgo));

        // When
        run.post(hook);
        run.post(hook);
        run.post(other);

        // Then
        JsonNode summary = summaryWith(305, "missed", 1);
        assertThat(summary.path("counts").path("total").asInt()).isEqualTo(2);
        assertThat(summary.path("rating").path("n").asInt()).isEqualTo(1);
        assertThat(run.topics().withKey(Topic.HOOK, "305"))
                .extracting(record -> Topics.headers(record).get("ce_id"))
                .containsExactly(eventId(hook), eventId(hook), eventId(other));
        assertThat(ofAccount(305, Topic.CONVERSATION_MISSED, 1)).hasSize(1);
        assertThat(ofAccount(305, Topic.CONVERSATION_CHAT)).hasSize(1);
    }

    @Test
    void a_late_rating_replaces_what_was_counted_before() {
        // Given
        String rated = of(306, Sample.endingAt(Sample.CURRENT, aMinuteAgo)).replace("\"rating\": 5", "\"rating\": 2");
        String unrated = rated.replace("\"rating\": 2", "\"rating\": null");

        // When
        run.post(unrated);
        run.post(rated);

        // Then
        JsonNode summary = await().atMost(PATIENCE)
                .until(
                        () -> summary(306),
                        answer -> answer.path("rating").path("n").asInt() == 1);
        assertThat(summary.path("counts").path("total").asInt()).isEqualTo(1);
        assertThat(summary.path("rating").path("mean").asDouble()).isEqualTo(2);
        assertThat(ofAccount(306, Topic.CONVERSATION_CHAT, 2)).hasSize(2);
        List<ConsumerRecord<String, byte[]>> facts = ofAccount(306, Topic.CONVERSATION_FACTS, 2);
        assertThat(facts).hasSize(2);
        assertThat(read(facts.get(1), Topic.CONVERSATION_FACTS, ConversationFacts.class)
                        .getRating())
                .isEqualTo(2);
    }

    @Test
    void the_rolling_values_are_those_of_the_summary() {
        // When one hook comes: a second one would be seen in a month's value a quarter of an hour later
        run.post(of(307, Sample.endingAt(Sample.CURRENT, aMinuteAgo)));

        // Then
        for (String window : List.of("PT15M", "PT1H", "PT24H", "P7D", "P30D")) {
            RollingMetrics value = read(
                    one(Topic.METRICS_ROLLING, "307|account||" + window), Topic.METRICS_ROLLING, RollingMetrics.class);
            JsonNode summary = TestRun.json(run.summary(307, window).body());
            assertThat(value.getWindow()).isEqualTo(window);
            assertThat(value.getConversations()).isEqualTo(1);
            assertThat(value.getChats()).isEqualTo(summary.at("/counts/chat").asLong());
            assertThat(value.getMissed()).isEqualTo(summary.at("/counts/missed").asLong());
            assertThat(value.getMissedRate())
                    .isEqualTo(summary.at("/missedRate").asDouble());
            assertThat(value.getFirstResponse().getP50())
                    .isEqualTo(summary.at("/firstResponse/p50").asDouble());
            assertThat(value.getRatingMean())
                    .isEqualTo(summary.at("/rating/mean").asDouble());
            assertThat(value.getCsat()).isEqualTo(summary.at("/rating/csat").asDouble());
            assertThat(value.getTo()).isAfter(value.getAsOf()).isAfter(aMinuteAgo);
        }
    }

    private void assertConversation(
            ConsumerRecord<String, byte[]> record, JsonNode sent, String eventId, HookDialect dialect) {
        Conversation conversation = read(record, Topic.HOOK, Conversation.class);
        assertThat(Differences.between(sent, conversation)).isEmpty();
        assertThat(conversation.getUnknown()).isEmpty();
        assertThat(conversation.getHook().getEventId()).isEqualTo(eventId);
        assertThat(conversation.getHook().getDialect()).isEqualTo(dialect);
        assertThat(conversation.getHook().getSource()).isEqualTo("smartsupp");
        assertThat(conversation.getHook().getReceivedAt())
                .isEqualTo(Instant.ofEpochMilli(record.timestamp()))
                .isAfter(aMinuteAgo)
                .isBeforeOrEqualTo(Instant.now());
    }

    private void assertCloudEvent(ConsumerRecord<String, byte[]> record, String eventId, String conversationId) {
        Map<String, String> headers = Topics.headers(record);
        assertThat(headers)
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_id", eventId)
                .containsEntry("ce_source", "/smartsupp/accounts/208")
                .containsEntry("ce_subject", conversationId)
                .containsEntry(
                        "ce_time",
                        Instant.ofEpochMilli(aMinuteAgo.toEpochMilli()).toString())
                .containsEntry("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .containsKeys("ce_type", "content-type");
    }

    private void assertFactsOfTheSample(ConsumerRecord<String, byte[]> record, String conversationId, String eventId) {
        ConversationFacts facts = read(record, Topic.CONVERSATION_FACTS, ConversationFacts.class);
        assertThat(facts.getConversationId()).isEqualTo(conversationId);
        assertThat(facts.getEventId()).isEqualTo(eventId);
        assertThat(facts.getCountedAt()).isEqualTo(Instant.ofEpochMilli(aMinuteAgo.toEpochMilli()));
        assertThat(facts.getType()).isEqualTo(ConversationType.CHAT);
        assertThat(facts.getServed()).isTrue();
        assertThat(facts.getIsTriggered()).isTrue();
        assertThat(facts.getFirstResponseSeconds()).isEqualTo(14);
        assertThat(facts.getResponseTimesSeconds()).containsExactly(14L);
        assertThat(facts.getDurationSeconds()).isEqualTo(36);
        assertThat(facts.getRating()).isEqualTo(5);
        assertThat(facts.getAgents()).containsExactly(facts.getFirstAgent()).containsExactly(facts.getLastAgent());
        assertThat(facts.getCountryCode()).isEqualTo("CZ");
        assertThat(facts.getTriggers()).containsExactly("Test Trigger");
        assertThat(facts.getCloseReason()).isEqualTo("close.visitorClose");
        assertThat(facts.getAnomalies()).isEmpty();
    }

    /** One pane of the account and one of its agent, each with all that the sample counts for. */
    private void assertPanesOfTheSample(Topic topic, Duration length) {
        long start = aMinuteAgo.toEpochMilli() - aMinuteAgo.toEpochMilli() % length.toMillis();
        MetricsPane ofAccount = read(one(topic, "208|account||" + start), topic, MetricsPane.class);
        MetricsPane ofAgent = read(one(topic, "208|agent|agent:3|" + start), topic, MetricsPane.class);
        assertThat(List.of(ofAccount, ofAgent)).allSatisfy(pane -> {
            assertThat(pane.getAccountId()).isEqualTo(208);
            assertThat(pane.getStart()).isEqualTo(Instant.ofEpochMilli(start));
            assertThat(pane.getSeconds()).isEqualTo((int) length.toSeconds());
            assertThat(pane.getConversations()).isEqualTo(1);
            assertThat(pane.getChats()).isEqualTo(1);
            assertThat(pane.getServed()).isEqualTo(1);
            assertThat(pane.getMissed()).isZero();
            assertThat(pane.getFirstResponse().getIndexes()).containsExactly(14);
            assertThat(pane.getFirstResponse().getCounts()).containsExactly(1L);
            assertThat(pane.getRatings()).containsExactly(0L, 0L, 0L, 0L, 1L);
            assertThat(pane.getAnomalies()).isEmpty();
        });
        assertThat(ofAccount.getDimension()).isEqualTo(Dimension.ACCOUNT);
        assertThat(ofAccount.getDuration().getSum()).isEqualTo(36);
        assertThat(ofAgent.getDimension()).isEqualTo(Dimension.AGENT);
        assertThat(ofAgent.getValue()).isEqualTo("agent:3");
    }

    private static void assertSummaryOfTheSample(JsonNode summary) {
        assertThat(summary.path("counts").path("chat").asInt()).isEqualTo(1);
        assertThat(summary.path("counts").path("missed").asInt()).isZero();
        assertThat(summary.path("missedRate").asDouble(-1)).isZero();
        assertThat(summary.path("firstResponse").path("n").asInt()).isEqualTo(1);
        assertThat(summary.path("firstResponse").path("p50").asInt()).isEqualTo(14);
        assertThat(summary.path("avgResponse").path("p50").asInt()).isEqualTo(14);
        assertThat(summary.path("duration").path("sum").asInt()).isEqualTo(36);
        assertThat(summary.path("rating").path("mean").asDouble()).isEqualTo(5);
        assertThat(summary.path("rating").path("csat").asDouble()).isEqualTo(1);
        assertThat(summary.path("stale").asBoolean(true)).isFalse();
    }

    private void assertQuarantined(HttpResponse<String> answer, String body, RejectionReason reason) {
        String quarantineId = TestRun.json(answer.body()).path("quarantineId").asText();
        RejectedHook rejected = read(one(Topic.HOOK_REJECTED, quarantineId), Topic.HOOK_REJECTED, RejectedHook.class);
        assertThat(StandardCharsets.UTF_8.decode(rejected.getBody().duplicate()).toString())
                .isEqualTo(body);
        assertThat(rejected.getReason()).isEqualTo(reason);
        assertThat(rejected.getSource()).isEqualTo("smartsupp");
        assertThat(rejected.getContentType()).isEqualTo("application/json");
    }

    private JsonNode summaryWith(long account, String count, int value) {
        return await().atMost(PATIENCE)
                .until(
                        () -> summary(account),
                        summary -> summary.path("counts").path(count).asInt() == value);
    }

    private JsonNode summary(long account) {
        return TestRun.json(run.summary(account, "PT15M").body());
    }

    private ConsumerRecord<String, byte[]> one(Topic topic, String key) {
        List<ConsumerRecord<String, byte[]>> records =
                await().atMost(PATIENCE).until(() -> run.topics().withKey(topic, key), found -> !found.isEmpty());
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    /** The API may show what is committed a moment later, so topics are waited for even after the API has answered. */
    private List<ConsumerRecord<String, byte[]>> ofAccount(long account, Topic topic, int atLeast) {
        return await().atMost(PATIENCE).until(() -> ofAccount(account, topic), found -> found.size() >= atLeast);
    }

    private List<ConsumerRecord<String, byte[]>> ofAccount(long account, Topic topic) {
        return run.topics().all(topic).stream()
                .filter(record -> record.key().startsWith(account + ":"))
                .toList();
    }

    private <T extends SpecificRecord> T read(ConsumerRecord<String, byte[]> record, Topic topic, Class<T> type) {
        try (AvroValueDeserializer<T> deserializer = AvroValueDeserializer.of(type, registry)) {
            return Objects.requireNonNull(deserializer.deserialize(TopicNames.DEFAULT.of(topic), record.value()));
        }
    }

    private static String of(long account, String hook) {
        return hook.replace("\"accountId\": 208", "\"accountId\": " + account);
    }

    private static String eventId(String body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
