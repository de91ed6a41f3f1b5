/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.processor.aggregate.AggregateDelta.Times;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one conversation adds to aggregates.
 *
 * @param sign 1 to add it, -1 to take it out again
 */
record Contribution(ConversationFacts facts, int sign) {

    static Contribution added(ConversationFacts facts) {
        return new Contribution(facts, 1);
    }

    static Contribution takenOut(ConversationFacts facts) {
        return new Contribution(facts, -1);
    }

    /** To everything but agents: the whole conversation. */
    void whole(AggregateDelta to) {
        common(to);
        servedSeconds(Times.FIRST_RESPONSE, facts.getFirstResponseSeconds(), to);
        responseTimes(-1, to);
        rating(to);
        for (String code : facts.getAnomalies()) {
            to.anomaly(code, sign);
        }
    }

    /**
     * To an agent: volume, duration and the reported average to each who wrote, the first response to the first of
     * them, the rating to the last, and every gap to who closed it.
     */
    void ofAgent(int position, AggregateDelta to) {
        String agent = facts.getAgents().get(position);
        boolean first = agent.equals(facts.getFirstAgent());
        boolean last = agent.equals(facts.getLastAgent());
        common(to);
        if (first) {
            servedSeconds(Times.FIRST_RESPONSE, facts.getFirstResponseSeconds(), to);
        }
        responseTimes(position, to);
        if (last) {
            rating(to);
        }
        for (String code : facts.getAnomalies()) {
            boolean others = code.startsWith("firstResponse.") && !first || code.startsWith("rating.") && !last;
            if (!others) {
                to.anomaly(code, sign);
            }
        }
    }

    private void common(AggregateDelta to) {
        to.count(facts, sign);
        servedSeconds(Times.AVG_RESPONSE, facts.getAvgResponseSeconds(), to);
        servedSeconds(Times.DURATION, facts.getDurationSeconds(), to);
    }

    private void servedSeconds(Times what, @Nullable Long seconds, AggregateDelta to) {
        if (facts.getServed() && seconds != null) {
            to.time(what, seconds, sign);
        }
    }

    /** All gaps, or those that the agent at {@code position} closed when that is not negative. */
    private void responseTimes(int position, AggregateDelta to) {
        List<Long> gaps = facts.getResponseTimesSeconds();
        List<Integer> agents = facts.getResponseTimesAgents();
        for (int i = 0; i < gaps.size(); i++) {
            if (position < 0 || i < agents.size() && agents.get(i) == position) {
                to.time(Times.RESPONSE_TIME, gaps.get(i), sign);
            }
        }
    }

    private void rating(AggregateDelta to) {
        Integer stars = facts.getRating();
        if (stars != null) {
            to.rating(stars, sign);
        }
    }
}
