/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.local.simulator.SimulatedConversation.Author;
import dev.chatstream.local.simulator.SimulatedConversation.Kind;
import dev.chatstream.local.simulator.SimulatedConversation.Line;
import dev.chatstream.local.simulator.SimulatedConversation.Visitor;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a conversation the way Smartsupp posts it, in the current or the legacy dialect. */
final class HookJson {
    private final ObjectMapper mapper = new ObjectMapper();

    /**
     * Body of the hook.
     *
     * @param novel whether the hook has fields that nobody has documented
     */
    String write(SimulatedConversation conversation, boolean legacy, boolean novel) {
        ObjectNode hook = mapper.createObjectNode();
        hook.put("accountId", conversation.accountId());
        hook.put("beginAt", conversation.beginAt().toEpochMilli());
        hook.put("endAt", conversation.endAt().toEpochMilli());
        ObjectNode channel = hook.putObject("channel");
        channel(channel, conversation);
        visitor(hook.putObject("visitor"), conversation.visitor(), legacy);
        ArrayNode paths = hook.putArray("paths");
        conversation.pages().forEach(url -> paths.addObject().put("url", url).put("title", "Page " + url.length()));
        ArrayNode messages = hook.putArray("messages");
        conversation.lines().forEach(line -> message(messages.addObject(), line, conversation.visitor(), legacy));
        if (novel) {
            channel.put("botHandled", false);
            hook.putObject("labels").put("campaign", "autumn");
        }
        try {
            return mapper.writeValueAsString(hook);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can always be written", e);
        }
    }

    private static void channel(ObjectNode channel, SimulatedConversation conversation) {
        List<Duration> gaps = conversation.gaps();
        boolean chat = conversation.kind() == Kind.CHAT;
        boolean missed = conversation.kind() == Kind.MISSED || conversation.endedUnanswered();
        channel.put("id", conversation.channelId());
        channel.put("isChat", chat);
        channel.put("isMissed", missed);
        channel.put("isTriggered", conversation.triggered());
        channel.put("isOffline", conversation.kind() == Kind.OFFLINE);
        channel.put("isCompleted", chat && !missed);
        channel.put("isDropped", conversation.dropped());
        channel.put(
                "duration",
                Duration.between(conversation.beginAt(), conversation.endAt()).toSeconds());
        channel.put("avgResponse", seconds(mean(gaps)));
        channel.put("firstResponse", seconds(gaps.isEmpty() ? null : gaps.get(0)));
        channel.put("messagesCount", conversation.lines().size());
        channel.put("wordsCount", words(conversation.lines()));
        channel.put("rating", conversation.rating());
        channel.put("ratingDesc", conversation.ratingDesc());
    }

    private static void visitor(ObjectNode node, Visitor visitor, boolean legacy) {
        node.put("id", visitor.id());
        node.put("name", visitor.name());
        node.put("email", visitor.email());
        node.putNull("note");
        node.put(legacy ? "groupKey" : "group", visitor.group());
        node.put("ipAddress", "");
        node.put("city", visitor.city());
        node.put("countryCode", visitor.countryCode());
        node.put("country", visitor.country());
        node.put("userAgent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        node.put("platform", "Linux x86_64");
        node.put("referer", "");
        ObjectNode variables = node.putObject("variables");
        variables.putObject("orders").put("label", "Orders").put("value", visitor.id() % 10);
        variables.putObject("returning").put("label", "Returning").put("value", visitor.id() % 2 == 0);
        variables.putObject("plan").put("label", "Plan").put("value", "pro");
        variables.putObject("voucher").put("label", "Voucher").putNull("value");
    }

    private static void message(ObjectNode node, Line line, Visitor visitor, boolean legacy) {
        node.put("type", type(line.author()));
        if (line.author() != Author.VISITOR || !line.name().isEmpty()) {
            node.put("name", line.name());
        }
        if (legacy) {
            legacyFrom(node, line, visitor);
        } else {
            node.put("from", from(line, visitor));
        }
        node.put("content", line.text());
        node.put("sentAt", line.sentAt().toEpochMilli());
        node.put("triggeredBy", line.trigger());
        if (legacy) {
            node.putNull("email");
        }
    }

    private static String type(Author author) {
        return switch (author) {
            case VISITOR -> "visitor";
            case AGENT, TRIGGER -> "agent";
            case SYSTEM -> "system";
        };
    }

    private static String from(Line line, Visitor visitor) {
        if (line.author() == Author.VISITOR) {
            return "visitor:" + visitor.key();
        }
        return line.agent() == null ? "system" : "agent:" + line.agent();
    }

    private static void legacyFrom(ObjectNode node, Line line, Visitor visitor) {
        if (line.author() == Author.VISITOR) {
            node.put("from", visitor.key());
        } else {
            node.put("from", line.agent());
        }
    }

    private static @Nullable Duration mean(List<Duration> gaps) {
        return gaps.stream()
                .reduce(Duration::plus)
                .map(sum -> sum.dividedBy(gaps.size()))
                .orElse(null);
    }

    private static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }

    private static int words(List<Line> lines) {
        return lines.stream().mapToInt(line -> line.text().split(" ").length).sum();
    }
}
