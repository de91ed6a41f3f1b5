/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.local.simulator.Draw;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Changes of a hook's JSON: what may come in a revision, and what should not come at all. */
final class Mutation {
    private final Draw draw;

    Mutation(Draw draw) {
        this.draw = draw;
    }

    /** Moves the whole conversation so that it ends at {@code end}. */
    static void endAt(ObjectNode hook, Instant end) {
        long shift = end.toEpochMilli() - hook.get("endAt").longValue();
        hook.put("beginAt", hook.get("beginAt").longValue() + shift);
        hook.put("endAt", end.toEpochMilli());
        for (JsonNode message : hook.get("messages")) {
            ((ObjectNode) message).put("sentAt", message.get("sentAt").longValue() + shift);
        }
    }

    /** Other content under the same identity. Returns the changed copy. */
    ObjectNode revised(ObjectNode hook, boolean mayMove) {
        ObjectNode copy = hook.deepCopy();
        ObjectNode channel = copy.withObject("/channel");
        switch (draw.weighted(5, 4, mayMove ? 3 : 0, 2, mayMove ? 1 : 0)) {
            case 0 -> channel.put("rating", draw.between(1, 5));
            case 1 -> retype(channel);
            case 2 -> move(copy);
            case 3 -> answer(copy, "agent:" + draw.between(1, 7));
            default -> oddity(copy);
        }
        // whatever was drawn, the bytes differ
        channel.put("ratingDesc", "revised " + draw.between(0, 1_000_000_000));
        return copy;
    }

    /** Ends a little earlier or later, or so long ago that it is remembered no more. */
    private void move(ObjectNode hook) {
        long end = hook.get("endAt").longValue();
        hook.put(
                "endAt",
                draw.chance(0.08)
                        ? end - Duration.ofDays(draw.between(36, 80)).toMillis()
                        : end + Duration.ofSeconds(draw.between(-1_300, 1_300)).toMillis() + draw.between(-999, 999));
    }

    private void retype(ObjectNode channel) {
        channel.put("isChat", draw.chance(0.5));
        channel.put("isMissed", draw.chance(0.4));
        channel.put("isOffline", draw.chance(0.3));
    }

    /** One more question and an answer by another agent. */
    private void answer(ObjectNode hook, String agent) {
        ArrayNode messages = (ArrayNode) hook.get("messages");
        long end = hook.get("endAt").longValue();
        long asked = end - draw.between(1_000, 900_000);
        message(messages, "visitor", "visitor:v1", asked);
        message(messages, "agent", agent, asked + draw.between(0, 1_200_000));
    }

    private static void message(ArrayNode messages, String type, String from, long sentAt) {
        messages.addObject()
                .put("type", type)
                .put("name", "")
                .put("from", from)
                .put("content", "...")
                .put("sentAt", sentAt)
                .putNull("triggeredBy");
    }

    /** Something that is not as documented; figures leave it out, or carry it as it is. */
    void oddity(ObjectNode hook) {
        ObjectNode channel = hook.withObject("/channel");
        ObjectNode visitor = hook.withObject("/visitor");
        switch (draw.between(0, 11)) {
            case 0 -> channel.put("rating", draw.pick(List.of(0, -1, 6, 100)));
            case 1 -> channel.put("firstResponse", draw.pick(List.of(-1, -14_069)));
            case 2 -> channel.put("firstResponse", 14_069_000);
            case 3 -> channel.put("avgResponse", draw.pick(List.of(-3, 90_000_000)));
            case 4 -> channel.put("duration", draw.pick(List.of(-3L, 9_000_000_000L)));
            case 5 -> channel.putNull("duration");
            case 6 -> hook.put("endAt", hook.get("beginAt").longValue() - draw.between(1, 90_000));
            case 7 -> untimed(hook);
            case 8 -> backwards(hook);
            case 9 -> visitor.put("countryCode", draw.pick(List.of("cz", "Czech", "", "D3")));
            case 10 -> visitor.put("group", draw.pick(List.of(" ", "", "vip|x", "žluťoučký")));
            default -> channel.put("isMissed", true).put("isChat", true);
        }
    }

    /** The first message has no time. */
    private static void untimed(ObjectNode hook) {
        JsonNode messages = hook.get("messages");
        ((ObjectNode) messages.get(0)).putNull("sentAt");
    }

    /** The last message was sent before the first. */
    private static void backwards(ObjectNode hook) {
        JsonNode messages = hook.get("messages");
        for (JsonNode message : messages) {
            if (message.get("type").textValue().equals("agent")) {
                ((ObjectNode) message).put("sentAt", hook.get("beginAt").longValue() - 5_000);
            }
        }
    }
}
