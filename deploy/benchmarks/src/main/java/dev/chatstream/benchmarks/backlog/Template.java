/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.backlog;

import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.hook.HookParse;
import dev.chatstream.gateway.hook.HookParser;
import dev.chatstream.gateway.record.HookRecordMapper;
import dev.chatstream.local.simulator.HookStream;
import dev.chatstream.local.simulator.SimulatedHook;
import dev.chatstream.schemas.serde.RecordDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * A simulated conversation, as the gateway writes it, that is used again and again for other accounts, agents and
 * times: simulating each of a million hooks anew would take longer than what is measured.
 */
final class Template {
    private static final int MOST_UNKNOWN = 1 << 20;

    /** In the middle of the day, when shops are staffed. */
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private static final String AGENT = "agent:";

    private final GenericRecord conversation;
    private final GenericRecord channel;
    private final GenericRecord origin;
    private final @Nullable Object ownRating;
    private final List<GenericRecord> messages = new ArrayList<>();
    private final List<AgentLine> agentLines = new ArrayList<>();

    private record AgentLine(GenericRecord message, int agent) {}

    private Template(GenericRecord conversation) {
        this.conversation = conversation;
        this.channel = (GenericRecord) conversation.get("channel");
        this.origin = (GenericRecord) conversation.get("hook");
        this.ownRating = channel.get("rating");
        for (Object each : (List<?>) conversation.get("messages")) {
            GenericRecord message = (GenericRecord) each;
            messages.add(message);
            String from = String.valueOf(message.get("from"));
            if (from.startsWith(AGENT)) {
                agentLines.add(new AgentLine(message, Integer.parseInt(from.substring(AGENT.length()))));
            }
        }
    }

    /** Draws conversations from the simulator. */
    static List<Template> draw(int count, long seed, RecordDecoder<GenericRecord> decoder, int schemaId) {
        HookStream stream =
                new HookStream(seed, NOON, count / (double) Duration.ofHours(2).toSeconds());
        HookParser parser = new HookParser(MOST_UNKNOWN);
        HookRecordMapper mapper = new HookRecordMapper();
        List<Template> templates = new ArrayList<>();
        while (templates.size() < count) {
            SimulatedHook hook = stream.next();
            if (hook.cause() == SimulatedHook.Cause.ENDED) {
                byte[] body = hook.body().getBytes(StandardCharsets.UTF_8);
                HookParse.Parsed parsed = (HookParse.Parsed) parser.parse(body);
                Delivery delivery = new Delivery(body, "smartsupp", hook.sentAt(), "application/json", null);
                templates.add(new Template(decoder.decode(
                        mapper.map(parsed.hook(), delivery, schemaId).value())));
            }
        }
        return List.copyOf(templates);
    }

    /** Whether the visitor may still rate it. */
    boolean unratedChat() {
        return Boolean.TRUE.equals(channel.get("isChat")) && ownRating == null;
    }

    /** The conversation as that hook; it is the next one's when this is called again. */
    GenericRecord as(BacklogHook hook, Instant receivedAt) {
        long moved = hook.endAt().toEpochMilli() - (long) conversation.get("endAt");
        conversation.put("accountId", hook.accountId());
        shift(conversation, "beginAt", moved);
        shift(conversation, "endAt", moved);
        channel.put("id", hook.channelId());
        channel.put("rating", hook.lateRating() == null ? ownRating : hook.lateRating());
        messages.forEach(message -> shift(message, "sentAt", moved));
        agentLines.forEach(line ->
                line.message().put("from", AGENT + ((line.agent() + hook.firstAgent()) % BacklogHook.AGENTS + 1)));
        origin.put("eventId", hook.eventId());
        origin.put("receivedAt", receivedAt.toEpochMilli());
        return conversation;
    }

    private static void shift(GenericRecord record, String field, long millis) {
        Object old = record.get(field);
        if (old != null) {
            record.put(field, (long) old + millis);
        }
    }
}
