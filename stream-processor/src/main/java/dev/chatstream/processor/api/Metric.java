/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.avro.Dimension;

/** What every figure means. The one source of what people are told about them, in definitions and in explanations. */
enum Metric {
    TOTAL("counts.total", "conversations", Credit.EACH, "Conversations that ended in the window.", "all", "nothing"),
    CHAT(
            "counts.chat",
            "conversations",
            Credit.EACH,
            "Conversations that are neither offline nor missed and in which visitor and agent both wrote.",
            "isChat and not isMissed and not isOffline",
            "nothing"),
    MISSED(
            "counts.missed",
            "conversations",
            Credit.EACH,
            "Conversations whose last visitor message no agent answered, offline messages apart.",
            "isMissed and not isOffline",
            "nothing"),
    OFFLINE("counts.offline", "conversations", Credit.EACH, "Messages left offline.", "isOffline", "nothing"),
    UNCLASSIFIED(
            "counts.unclassified",
            "conversations",
            Credit.EACH,
            "Conversations that Smartsupp flags as none of chat, missed and offline.",
            "not isChat and not isMissed and not isOffline",
            "nothing"),
    SERVED(
            "counts.served",
            "conversations",
            Credit.EACH,
            "Conversations in which visitor and agent both wrote, missed in the end or not.",
            "isChat and not isOffline",
            "nothing"),
    ENDED_UNANSWERED(
            "counts.endedUnanswered",
            "conversations",
            Credit.EACH,
            "Served conversations whose last visitor message no agent answered.",
            "served and isMissed",
            "nothing"),
    TRIGGERED(
            "counts.triggered",
            "conversations",
            Credit.EACH,
            "Conversations with at least one message of a trigger.",
            "isTriggered",
            "nothing"),
    COMPLETED(
            "counts.completed",
            "conversations",
            Credit.EACH,
            "Conversations that Smartsupp flags as closed with every visitor message answered.",
            "isCompleted",
            "nothing"),
    DROPPED(
            "counts.dropped",
            "conversations",
            Credit.EACH,
            "Conversations that Smartsupp flags as dropped; what that means is not documented.",
            "isDropped",
            "nothing"),
    MISSED_RATE(
            "missedRate",
            "ratio",
            Credit.EACH,
            "Share of missed conversations among those that an agent could have answered.",
            "counts.missed / (counts.chat + counts.missed)",
            "offline and unclassified conversations"),
    FIRST_RESPONSE(
            "firstResponse",
            "s",
            Credit.FIRST,
            "Time from the visitor's first message to the first human answer, as Smartsupp reports it.",
            "n, mean = sum / n, min, max and percentiles of channel.firstResponse over served conversations",
            "no value; a negative one; one longer than the conversation. Missing is never 0"),
    FIRST_RESPONSE_WITHIN(
            "firstResponse.within",
            "ratio",
            Credit.FIRST,
            "Share of first responses that took at most so many seconds.",
            "number of first responses of at most T seconds / firstResponse.n",
            "as for firstResponse"),
    AVG_RESPONSE(
            "avgResponse",
            "s",
            Credit.EACH,
            "Mean response time of each conversation as Smartsupp reports it; every conversation weighs the same.",
            "n, mean = sum / n, min, max and percentiles of channel.avgResponse over served conversations",
            "no value; a negative one; one longer than the conversation"),
    RESPONSE_TIME(
            "responseTime",
            "s",
            Credit.GAP,
            "Every wait in the transcripts: from the first unanswered message of the visitor to the next human answer.",
            "n, mean = sum / n, min, max and percentiles over all waits of all conversations",
            "waits that nobody ended; messages of triggers and of the system neither begin nor end one; waits of"
                    + " negative or unknown length"),
    DURATION(
            "duration",
            "s",
            Credit.EACH,
            "Length of served conversations.",
            "n, mean = sum / n, sum and percentiles of channel.duration over served conversations; endAt - beginAt where"
                    + " it is missing or negative",
            "conversations that end before they begin and report no usable duration"),
    RATING(
            "rating",
            "stars",
            Credit.LAST,
            "What visitors thought, 1 to 5 stars, of all conversations.",
            "n, mean = sum of stars / n, and how often each number of stars was given",
            "no rating; 0 and what is outside 1 to 5, which rating.invalid counts"),
    CSAT(
            "rating.csat",
            "ratio",
            Credit.LAST,
            "Share of satisfied visitors among those who rated; csatInterval is where the true share lies with 95 %"
                    + " confidence, after Wilson.",
            "(ratings of 4 and 5) / rating.n",
            "as for rating");

    private final String key;
    private final String unit;
    private final Credit credit;
    private final String definition;
    private final String formula;
    private final String leftOut;

    /** To which agent a figure is credited. */
    private enum Credit {
        EACH("every agent who wrote in the conversation"),
        FIRST("the first agent who answered"),
        LAST("the last agent who wrote"),
        GAP("the agent whose answer ended the wait");

        private final String agent;

        Credit(String agent) {
            this.agent = agent;
        }
    }

    Metric(String key, String unit, Credit credit, String definition, String formula, String leftOut) {
        this.key = key;
        this.unit = unit;
        this.credit = credit;
        this.definition = definition;
        this.formula = formula;
        this.leftOut = leftOut;
    }

    /** Where it stands in an answer, as a path. */
    String key() {
        return key;
    }

    /** To whom it is credited when figures are broken down by {@code dimension}. */
    String creditedTo(Dimension dimension) {
        return switch (dimension) {
            case AGENT -> credit.agent;
            case GROUP -> "the group of the visitor";
            case COUNTRY -> "the country of the visitor";
            case TRIGGER -> "every trigger that wrote in the conversation";
            case ACCOUNT, UNKNOWN -> "the account";
        };
    }

    /** To whom every figure is credited when figures are broken down by {@code dimension}. */
    static ObjectNode attribution(Dimension dimension) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("counts", TOTAL.creditedTo(dimension));
        for (Metric metric : values()) {
            if (!metric.key.contains(".")) {
                json.put(metric.key, metric.creditedTo(dimension));
            }
        }
        return json;
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", key)
                .put("unit", unit)
                .put("definition", definition)
                .put("formula", formula)
                .put("leftOut", leftOut);
    }
}
