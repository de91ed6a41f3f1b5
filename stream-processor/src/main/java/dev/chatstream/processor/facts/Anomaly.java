/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.facts;

/** What in a conversation was left out of the figures or corrected. Codes are published and never change meaning. */
public enum Anomaly {
    FIRST_RESPONSE_NEGATIVE("firstResponse.negative"),
    /** Longer than the conversation itself: often milliseconds by mistake. */
    FIRST_RESPONSE_TOO_LONG("firstResponse.tooLong"),
    AVG_RESPONSE_NEGATIVE("avgResponse.negative"),
    AVG_RESPONSE_TOO_LONG("avgResponse.tooLong"),
    /** An answer sent before its question. */
    RESPONSE_TIME_NEGATIVE("responseTime.negative"),
    /** Question or answer without a time. */
    RESPONSE_TIME_UNTIMED("responseTime.untimed"),
    /** More than 68 years between question and answer. */
    RESPONSE_TIME_TOO_LONG("responseTime.tooLong"),
    DURATION_NEGATIVE("duration.negative"),
    DURATION_TOO_LONG("duration.tooLong"),
    /** 0, or outside 1 to 5. */
    RATING_OUT_OF_SCALE("rating.outOfScale"),
    END_BEFORE_BEGIN("end.beforeBegin"),
    /** Ended later than it was received: counted when it was received. */
    END_IN_FUTURE("end.inFuture"),
    /** Received when the conversation was no longer remembered: in no aggregate. */
    RECEIVED_LATE("received.late"),
    /** More gaps than are kept of one conversation; the first ones count. */
    RESPONSE_TIMES_TOO_MANY("responseTime.tooMany"),
    AGENTS_TOO_MANY("agents.tooMany"),
    TRIGGERS_TOO_MANY("triggers.tooMany"),
    /** The name of a group or trigger was cut; others with the same beginning are counted with it. */
    LABEL_TOO_LONG("label.tooLong");

    private final String code;

    Anomaly(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
