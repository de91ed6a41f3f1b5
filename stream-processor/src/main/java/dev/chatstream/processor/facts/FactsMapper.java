/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.facts;

import dev.chatstream.avro.Channel;
import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.ConversationType;
import dev.chatstream.avro.Visitor;
import dev.chatstream.processor.bounds.Bounds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One conversation to its facts. A function of the conversation alone, its receipt included: the same hook gives the
 * same facts whenever it is processed. Flags are carried as sent, never recomputed from the messages.
 */
public final class FactsMapper {
    private final Conversation conversation;
    private final Channel channel;
    private final Set<Anomaly> anomalies = EnumSet.noneOf(Anomaly.class);
    private final ConversationFacts.Builder facts = ConversationFacts.newBuilder();

    private FactsMapper(Conversation conversation) {
        this.conversation = conversation;
        this.channel = conversation.getChannel();
    }

    public static ConversationFacts facts(Conversation conversation) {
        return new FactsMapper(conversation).map();
    }

    /** The same facts, marked as never counted: whoever rebuilds aggregates from facts leaves them out. */
    public static ConversationFacts uncounted(ConversationFacts facts) {
        List<String> anomalies = new ArrayList<>(facts.getAnomalies());
        anomalies.add(Anomaly.RECEIVED_LATE.code());
        return ConversationFacts.newBuilder(facts).setAnomalies(anomalies).build();
    }

    /** The one type topic a conversation belongs to. */
    public static ConversationType type(Channel channel) {
        if (channel.getIsOffline()) {
            return ConversationType.OFFLINE;
        }
        if (channel.getIsMissed()) {
            return ConversationType.MISSED;
        }
        return channel.getIsChat() ? ConversationType.CHAT : ConversationType.UNCLASSIFIED;
    }

    /** Sets every field, be it to null: Avro's builder takes long to find out what it should be otherwise. */
    private ConversationFacts map() {
        boolean served = channel.getIsChat() && !channel.getIsOffline();
        mapIdentity();
        mapFlags(served);
        mapFigures(served);
        mapTranscript();
        mapVisitor(conversation.getVisitor());
        return facts.setAnomalies(codes()).build();
    }

    private void mapIdentity() {
        Instant receivedAt = conversation.getHook().getReceivedAt();
        facts.setConversationId(ConversationId.of(conversation))
                .setAccountId(conversation.getAccountId())
                .setChannelId(channel.getId())
                .setBeginAt(conversation.getBeginAt())
                .setEndAt(conversation.getEndAt())
                .setCountedAt(countedAt(receivedAt))
                .setReceivedAt(receivedAt)
                .setEventId(conversation.getHook().getEventId())
                .setRevision(receivedAt.toEpochMilli());
        if (conversation.getEndAt().isBefore(conversation.getBeginAt())) {
            anomalies.add(Anomaly.END_BEFORE_BEGIN);
        }
    }

    private Instant countedAt(Instant receivedAt) {
        if (conversation.getEndAt().isAfter(receivedAt.plus(Bounds.CLOCK_TOLERANCE))) {
            anomalies.add(Anomaly.END_IN_FUTURE);
            return receivedAt;
        }
        return conversation.getEndAt();
    }

    private void mapFlags(boolean served) {
        facts.setType(type(channel))
                .setIsChat(channel.getIsChat())
                .setIsMissed(channel.getIsMissed())
                .setIsTriggered(channel.getIsTriggered())
                .setIsOffline(channel.getIsOffline())
                .setIsCompleted(channel.getIsCompleted())
                .setIsDropped(channel.getIsDropped())
                .setServed(served)
                .setEndedUnanswered(served && channel.getIsMissed());
    }

    private void mapFigures(boolean served) {
        facts.setDurationSeconds(duration())
                .setMessagesCount(channel.getMessagesCount())
                .setWordsCount(channel.getWordsCount())
                .setRating(rating())
                .setFirstResponseSeconds(response(
                        served ? channel.getFirstResponse() : null,
                        Anomaly.FIRST_RESPONSE_NEGATIVE,
                        Anomaly.FIRST_RESPONSE_TOO_LONG))
                .setAvgResponseSeconds(response(
                        served ? channel.getAvgResponse() : null,
                        Anomaly.AVG_RESPONSE_NEGATIVE,
                        Anomaly.AVG_RESPONSE_TOO_LONG));
    }

    private @Nullable Long duration() {
        Long reported = channel.getDuration();
        if (reported != null && reported < 0) {
            anomalies.add(Anomaly.DURATION_NEGATIVE);
        } else if (reported != null && reported > Seconds.MOST) {
            anomalies.add(Anomaly.DURATION_TOO_LONG);
        } else if (reported != null) {
            return reported;
        }
        long measured = Seconds.floorBetween(conversation.getBeginAt(), conversation.getEndAt());
        if (measured > Seconds.MOST) {
            anomalies.add(Anomaly.DURATION_TOO_LONG);
            return null;
        }
        return measured >= 0 ? measured : null;
    }

    private @Nullable Long response(@Nullable Long reported, Anomaly negative, Anomaly tooLong) {
        if (reported == null) {
            return null;
        }
        if (reported < 0) {
            anomalies.add(negative);
            return null;
        }
        long longest = Seconds.ceilBetween(conversation.getBeginAt(), conversation.getEndAt()) + 1;
        if (reported > Math.min(longest, Seconds.MOST)) {
            anomalies.add(tooLong);
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
            anomalies.add(Anomaly.RATING_OUT_OF_SCALE);
            return null;
        }
        return Math.toIntExact(reported);
    }

    private void mapTranscript() {
        Transcript transcript = Transcript.of(conversation.getMessages(), anomalies);
        facts.setResponseTimesSeconds(transcript.gaps())
                .setResponseTimesAgents(transcript.gapAgents())
                .setFirstAgent(transcript.firstAgent())
                .setLastAgent(transcript.lastAgent())
                .setAgents(transcript.agents())
                .setTriggers(transcript.triggers())
                .setCloseReason(transcript.closeReason());
    }

    private void mapVisitor(@Nullable Visitor visitor) {
        String group = visitor == null ? null : visitor.getGroup();
        String country = visitor == null ? null : visitor.getCountryCode();
        facts.setGroup(group == null || group.isBlank() ? null : Transcript.label(group, anomalies))
                .setCountryCode(country == null || !isCountryCode(country) ? null : country.toUpperCase(Locale.ROOT));
    }

    private static boolean isCountryCode(String text) {
        return text.length() == 2 && isLetter(text.charAt(0)) && isLetter(text.charAt(1));
    }

    private static boolean isLetter(char letter) {
        return letter >= 'A' && letter <= 'Z' || letter >= 'a' && letter <= 'z';
    }

    private List<String> codes() {
        return anomalies.isEmpty()
                ? List.of()
                : anomalies.stream().map(Anomaly::code).toList();
    }
}
