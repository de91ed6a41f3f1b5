/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import java.util.Arrays;
import java.util.Optional;

/** What is remarked on conversations, in words; the codes are those of the facts. */
enum AnomalyMeaning {
    FIRST_RESPONSE_NEGATIVE("firstResponse.negative", true, "The reported first response is negative."),
    FIRST_RESPONSE_TOO_LONG(
            "firstResponse.tooLong", true, "The reported first response is longer than the conversation."),
    AVG_RESPONSE_NEGATIVE("avgResponse.negative", true, "The reported mean response is negative."),
    AVG_RESPONSE_TOO_LONG("avgResponse.tooLong", true, "The reported mean response is longer than the conversation."),
    RESPONSE_TIME_NEGATIVE("responseTime.negative", true, "Some answer was sent before its question."),
    RESPONSE_TIME_UNTIMED("responseTime.untimed", true, "Some question or answer has no time."),
    RESPONSE_TIME_TOO_LONG("responseTime.tooLong", true, "Some answer came more than 68 years after its question."),
    RESPONSE_TIMES_TOO_MANY(
            "responseTime.tooMany", true, "More waits than are kept of one conversation; the first ones count."),
    RATING_OUT_OF_SCALE("rating.outOfScale", true, "The rating is 0 or outside 1 to 5."),
    DURATION_NEGATIVE("duration.negative", false, "The reported duration is negative; endAt - beginAt counts instead."),
    DURATION_TOO_LONG(
            "duration.tooLong",
            false,
            "The duration is more than 68 years; endAt - beginAt counts instead if it fits."),
    END_BEFORE_BEGIN("end.beforeBegin", false, "The conversation ended before it began."),
    END_IN_FUTURE("end.inFuture", false, "It ended after it was received; it counts when it was received."),
    RECEIVED_LATE("received.late", false, "Received when its conversation was no longer remembered: in no figure."),
    AGENTS_TOO_MANY("agents.tooMany", false, "More agents than are credited in one conversation."),
    TRIGGERS_TOO_MANY("triggers.tooMany", false, "More triggers than are remembered of one conversation."),
    LABEL_TOO_LONG("label.tooLong", false, "The name of a group or trigger is cut to 128 characters.");

    private final String code;
    private final boolean leavesOut;
    private final String meaning;

    AnomalyMeaning(String code, boolean leavesOut, String meaning) {
        this.code = code;
        this.leavesOut = leavesOut;
        this.meaning = meaning;
    }

    static Optional<AnomalyMeaning> of(String code) {
        return Arrays.stream(values()).filter(known -> known.code.equals(code)).findFirst();
    }

    /** Whether {@code code} means that a value was left out; what is unknown does not. */
    static boolean leavesOut(String code) {
        return of(code).map(AnomalyMeaning::leavesOut).orElse(false);
    }

    String code() {
        return code;
    }

    /** Whether a value of the figure that the code begins with is left out; otherwise it is only remarked on. */
    boolean leavesOut() {
        return leavesOut;
    }

    String meaning() {
        return meaning;
    }
}
