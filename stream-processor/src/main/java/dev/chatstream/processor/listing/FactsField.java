/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.listing;

import dev.chatstream.avro.ConversationFacts;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fields of a listed conversation, in the order of the columns. They are those of the facts, by the same names. */
public enum FactsField {
    CONVERSATION_ID("conversationId", Kind.TEXT, ConversationFacts::getConversationId),
    ACCOUNT_ID("accountId", Kind.NUMBER, ConversationFacts::getAccountId),
    CHANNEL_ID("channelId", Kind.NUMBER, ConversationFacts::getChannelId),
    BEGIN_AT("beginAt", Kind.INSTANT, ConversationFacts::getBeginAt),
    END_AT("endAt", Kind.INSTANT, ConversationFacts::getEndAt),
    COUNTED_AT("countedAt", Kind.INSTANT, ConversationFacts::getCountedAt),
    RECEIVED_AT("receivedAt", Kind.INSTANT, ConversationFacts::getReceivedAt),
    EVENT_ID("eventId", Kind.TEXT, ConversationFacts::getEventId),
    REVISION("revision", Kind.NUMBER, ConversationFacts::getRevision),
    TYPE("type", Kind.TYPE, facts -> facts.getType().name().toLowerCase(Locale.ROOT)),
    IS_CHAT("isChat", Kind.FLAG, ConversationFacts::getIsChat),
    IS_MISSED("isMissed", Kind.FLAG, ConversationFacts::getIsMissed),
    IS_TRIGGERED("isTriggered", Kind.FLAG, ConversationFacts::getIsTriggered),
    IS_OFFLINE("isOffline", Kind.FLAG, ConversationFacts::getIsOffline),
    IS_COMPLETED("isCompleted", Kind.FLAG, ConversationFacts::getIsCompleted),
    IS_DROPPED("isDropped", Kind.FLAG, ConversationFacts::getIsDropped),
    SERVED("served", Kind.FLAG, ConversationFacts::getServed),
    ENDED_UNANSWERED("endedUnanswered", Kind.FLAG, ConversationFacts::getEndedUnanswered),
    DURATION("durationSeconds", Kind.NUMBER, ConversationFacts::getDurationSeconds),
    FIRST_RESPONSE("firstResponseSeconds", Kind.NUMBER, ConversationFacts::getFirstResponseSeconds),
    AVG_RESPONSE("avgResponseSeconds", Kind.NUMBER, ConversationFacts::getAvgResponseSeconds),
    RESPONSE_TIMES("responseTimesSeconds", Kind.NUMBERS, ConversationFacts::getResponseTimesSeconds),
    RESPONSE_TIMES_AGENTS("responseTimesAgents", Kind.NUMBERS, ConversationFacts::getResponseTimesAgents),
    MESSAGES("messagesCount", Kind.NUMBER, ConversationFacts::getMessagesCount),
    WORDS("wordsCount", Kind.NUMBER, ConversationFacts::getWordsCount),
    RATING("rating", Kind.NUMBER, ConversationFacts::getRating),
    FIRST_AGENT("firstAgent", Kind.TEXT, ConversationFacts::getFirstAgent),
    LAST_AGENT("lastAgent", Kind.TEXT, ConversationFacts::getLastAgent),
    AGENTS("agents", Kind.TEXTS, ConversationFacts::getAgents),
    GROUP("group", Kind.TEXT, ConversationFacts::getGroup),
    COUNTRY("countryCode", Kind.TEXT, ConversationFacts::getCountryCode),
    TRIGGERS("triggers", Kind.TEXTS, ConversationFacts::getTriggers),
    CLOSE_REASON("closeReason", Kind.TEXT, ConversationFacts::getCloseReason),
    ANOMALIES("anomalies", Kind.TEXTS, ConversationFacts::getAnomalies);

    private final String title;
    private final Kind kind;
    private final Getter getter;

    FactsField(String title, Kind kind, Getter getter) {
        this.title = title;
        this.kind = kind;
        this.getter = getter;
    }

    /** What a field holds; all but the lists may be null. */
    public enum Kind {
        TEXT,
        /** One of the conversation types, in lower case. */
        TYPE,
        NUMBER,
        INSTANT,
        FLAG,
        TEXTS,
        NUMBERS
    }

    private interface Getter {
        @Nullable
        Object of(ConversationFacts facts);
    }

    public String title() {
        return title;
    }

    public Kind kind() {
        return kind;
    }

    /** A String, Number, Instant or Boolean, a list of Strings or Numbers, or null. */
    public @Nullable Object of(ConversationFacts facts) {
        return getter.of(facts);
    }
}
