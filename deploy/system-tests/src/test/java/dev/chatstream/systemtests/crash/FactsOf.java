/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import dev.chatstream.avro.Channel;
import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.ConversationType;
import dev.chatstream.avro.Message;
import dev.chatstream.avro.MessageType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The facts of a hook, written down from the contract alone and without any of the processor's code. */
final class FactsOf {
    /** Marks facts that are in no aggregate. */
    static final String LATE = "received.late";

    /** Longest span that is believed: 68 years. */
    private static final long BELIEVED = Integer.MAX_VALUE;

    private final Conversation hook;
    private final Channel channel;
    private final TreeSet<String> anomalies = new TreeSet<>();
    private final List<String> agents = new ArrayList<>();
    private final List<String> triggers = new ArrayList<>();
    private final List<Long> gaps = new ArrayList<>();
    private final List<Integer> gapAgents = new ArrayList<>();
    private @Nullable String lastAgent;
    private @Nullable String closeReason;

    private FactsOf(Conversation hook) {
        this.hook = hook;
        this.channel = hook.getChannel();
    }

    /** Anomalies are in alphabetical order. */
    static ConversationFacts hook(Conversation hook) {
        return new FactsOf(hook).facts();
    }

    private ConversationFacts facts() {
        readMessages();
        boolean served = channel.getIsChat() && !channel.getIsOffline();
        ConversationFacts.Builder facts = ConversationFacts.newBuilder()
                .setConversationId(hook.getAccountId() + ":" + channel.getId() + ":"
                        + hook.getBeginAt().toEpochMilli())
                .setAccountId(hook.getAccountId())
                .setChannelId(channel.getId())
                .setBeginAt(hook.getBeginAt())
                .setEndAt(hook.getEndAt())
                .setCountedAt(countedAt())
                .setReceivedAt(hook.getHook().getReceivedAt())
                .setEventId(hook.getHook().getEventId())
                .setRevision(hook.getHook().getReceivedAt().toEpochMilli())
                .setDurationSeconds(duration())
                .setFirstResponseSeconds(served ? response("firstResponse", channel.getFirstResponse()) : null)
                .setAvgResponseSeconds(served ? response("avgResponse", channel.getAvgResponse()) : null)
                .setResponseTimesSeconds(gaps)
                .setResponseTimesAgents(gapAgents)
                .setMessagesCount(channel.getMessagesCount())
                .setWordsCount(channel.getWordsCount())
                .setRating(rating())
                .setFirstAgent(agents.isEmpty() ? null : agents.get(0))
                .setLastAgent(lastAgent)
                .setAgents(agents)
                .setGroup(group())
                .setCountryCode(countryCode())
                .setTriggers(triggers)
                .setCloseReason(closeReason);
        if (hook.getEndAt().isBefore(hook.getBeginAt())) {
            anomalies.add("end.beforeBegin");
        }
        return flags(facts, served).setAnomalies(List.copyOf(anomalies)).build();
    }

    private ConversationFacts.Builder flags(ConversationFacts.Builder facts, boolean served) {
        return facts.setType(type())
                .setIsChat(channel.getIsChat())
                .setIsMissed(channel.getIsMissed())
                .setIsTriggered(channel.getIsTriggered())
                .setIsOffline(channel.getIsOffline())
                .setIsCompleted(channel.getIsCompleted())
                .setIsDropped(channel.getIsDropped())
                .setServed(served)
                .setEndedUnanswered(served && channel.getIsMissed());
    }

    private Instant countedAt() {
        Instant receivedAt = hook.getHook().getReceivedAt();
        if (hook.getEndAt().isAfter(receivedAt.plus(Duration.ofMinutes(5)))) {
            anomalies.add("end.inFuture");
            return receivedAt;
        }
        return hook.getEndAt();
    }

    private ConversationType type() {
        if (channel.getIsOffline()) {
            return ConversationType.OFFLINE;
        }
        if (channel.getIsMissed()) {
            return ConversationType.MISSED;
        }
        return channel.getIsChat() ? ConversationType.CHAT : ConversationType.UNCLASSIFIED;
    }

    private @Nullable Long duration() {
        Long reported = channel.getDuration();
        if (reported != null && reported >= 0 && reported <= BELIEVED) {
            return reported;
        }
        if (reported != null) {
            anomalies.add(reported < 0 ? "duration.negative" : "duration.tooLong");
        }
        long millis = hook.getEndAt().toEpochMilli() - hook.getBeginAt().toEpochMilli();
        if (millis / 1000 > BELIEVED) {
            anomalies.add("duration.tooLong");
            return null;
        }
        return millis < 0 ? null : millis / 1000;
    }

    private @Nullable Long response(String name, @Nullable Long reported) {
        if (reported == null) {
            return null;
        }
        double length = hook.getEndAt().toEpochMilli() - hook.getBeginAt().toEpochMilli();
        if (reported < 0) {
            anomalies.add(name + ".negative");
            return null;
        }
        if (reported > Math.min(Math.ceil(length / 1000) + 1, BELIEVED)) {
            anomalies.add(name + ".tooLong");
            return null;
        }
        return reported;
    }

    private @Nullable Integer rating() {
        Long reported = channel.getRating();
        if (reported == null) {
            return null;
        }
        if (reported < 1 || reported > 5) {
            anomalies.add("rating.outOfScale");
            return null;
        }
        return reported.intValue();
    }

    private @Nullable String group() {
        String group = hook.getVisitor().getGroup();
        return group == null || group.isBlank() ? null : group;
    }

    private @Nullable String countryCode() {
        String code = hook.getVisitor().getCountryCode();
        return code != null && code.matches("[A-Za-z][A-Za-z]") ? code.toUpperCase(Locale.ROOT) : null;
    }

    private void readMessages() {
        Message question = null;
        for (Message message : hook.getMessages()) {
            String trigger = message.getTriggeredBy();
            boolean automatic = trigger != null && !trigger.isBlank();
            if (automatic && !triggers.contains(trigger)) {
                triggers.add(trigger);
            }
            String content = message.getContent();
            if (message.getType() == MessageType.SYSTEM && content != null && content.startsWith("close.")) {
                closeReason = content;
            }
            String agent = automatic ? null : agent(message);
            if (agent != null) {
                lastAgent = agent;
                if (!agents.contains(agent)) {
                    agents.add(agent);
                }
                if (question != null) {
                    gap(question.getSentAt(), message.getSentAt(), agents.indexOf(agent));
                }
                question = null;
            } else if (message.getType() == MessageType.VISITOR && question == null) {
                question = message;
            }
        }
    }

    /** Who wrote, if it was an agent; the legacy dialect has the bare number. */
    private static @Nullable String agent(Message message) {
        String from = message.getFrom();
        if (message.getType() != MessageType.AGENT || from == null) {
            return null;
        }
        String number = from.startsWith("agent:") ? from.substring("agent:".length()) : from;
        return number.matches("[0-9]+") ? "agent:" + number : null;
    }

    private void gap(@Nullable Instant asked, @Nullable Instant answered, int agent) {
        if (asked == null || answered == null) {
            anomalies.add("responseTime.untimed");
        } else if (answered.isBefore(asked)) {
            anomalies.add("responseTime.negative");
        } else if (Duration.between(asked, answered).toSeconds() > BELIEVED) {
            anomalies.add("responseTime.tooLong");
        } else {
            gaps.add(Duration.between(asked, answered).toSeconds());
            gapAgents.add(agent);
        }
    }
}
