/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.facts;

import dev.chatstream.avro.Message;
import dev.chatstream.avro.MessageType;
import dev.chatstream.processor.bounds.Bounds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be read off the messages: who answered, and how long every visitor waited. A visitor's clock starts at the
 * first unanswered message of a run and stops at the next human agent message; triggers, joins and system messages
 * neither start nor stop it.
 */
final class Transcript {
    private static final String AGENT = "agent:";
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_NUMBER = 19;
    private static final String CLOSE = "close.";

    // each once, and seldom more than two: a list is searched sooner than a set
    private final List<String> agents = new ArrayList<>();
    private final List<String> triggers = new ArrayList<>();
    private final List<Long> gaps = new ArrayList<>();
    private final List<Integer> gapAgents = new ArrayList<>();
    private final Set<Anomaly> anomalies;

    private @Nullable String lastAgent;
    private @Nullable String closeReason;
    private boolean waiting;
    private @Nullable Instant waitingSince;

    private Transcript(Set<Anomaly> anomalies) {
        this.anomalies = anomalies;
    }

    /** Reads the messages in the order sent; what is odd about them is added to {@code anomalies}. */
    static Transcript of(List<Message> messages, Set<Anomaly> anomalies) {
        Transcript transcript = new Transcript(anomalies);
        messages.forEach(transcript::read);
        return transcript;
    }

    /**
     * The human agent who wrote the message, as {@code agent:n}; null for everybody else. The legacy dialect has the
     * bare number.
     */
    static @Nullable String humanAgent(Message message) {
        String from = message.getFrom();
        if (message.getType() != MessageType.AGENT || isTriggered(message) || from == null) {
            return null;
        }
        if (from.startsWith(AGENT)) {
            return isName(from, AGENT.length(), false) ? from : null;
        }
        return isNumber(from) ? AGENT + from : null;
    }

    /**
     * Whether the rest of {@code text} is a name that a person does not make up. Every message of an agent and of the
     * system is looked at, so this is no regular expression.
     */
    private static boolean isName(String text, int from, boolean mayHaveDots) {
        int length = text.length() - from;
        if (length < 1 || length > LONGEST_NAME) {
            return false;
        }
        for (int i = from; i < text.length(); i++) {
            char letter = text.charAt(i);
            boolean named = isDigit(letter)
                    || letter >= 'a' && letter <= 'z'
                    || letter >= 'A' && letter <= 'Z'
                    || letter == '_'
                    || letter == '-'
                    || mayHaveDots && letter == '.';
            if (!named) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_NUMBER
                && text.chars().allMatch(Transcript::isDigit);
    }

    private static boolean isDigit(int letter) {
        return letter >= '0' && letter <= '9';
    }

    /** Smartsupp writes "" where it has nothing to say, so a blank name is none. */
    private static boolean isTriggered(Message message) {
        return message.getTriggeredBy() != null && !message.getTriggeredBy().isBlank();
    }

    private void read(Message message) {
        String trigger = message.getTriggeredBy();
        if (trigger != null && isTriggered(message)) {
            addTrigger(label(trigger, anomalies));
        }
        switch (message.getType()) {
            case VISITOR -> startWaiting(message.getSentAt());
            case AGENT -> answer(humanAgent(message), message.getSentAt());
            case SYSTEM -> readCode(message.getContent());
            case OTHER -> {}
        }
    }

    private void startWaiting(@Nullable Instant sentAt) {
        if (!waiting) {
            waiting = true;
            waitingSince = sentAt;
        }
    }

    private void answer(@Nullable String agent, @Nullable Instant sentAt) {
        if (agent == null) {
            return;
        }
        lastAgent = agent;
        if (!agents.contains(agent)) {
            if (agents.size() < Bounds.MOST_AGENTS) {
                agents.add(agent);
            } else {
                anomalies.add(Anomaly.AGENTS_TOO_MANY);
            }
        }
        if (waiting) {
            addGap(agents.indexOf(agent), waitingSince, sentAt);
            waiting = false;
            waitingSince = null;
        }
    }

    private void addGap(int agent, @Nullable Instant asked, @Nullable Instant answered) {
        if (asked == null || answered == null) {
            anomalies.add(Anomaly.RESPONSE_TIME_UNTIMED);
            return;
        }
        long seconds = Seconds.floorBetween(asked, answered);
        if (seconds < 0) {
            anomalies.add(Anomaly.RESPONSE_TIME_NEGATIVE);
        } else if (seconds > Seconds.MOST) {
            anomalies.add(Anomaly.RESPONSE_TIME_TOO_LONG);
        } else if (gaps.size() == Bounds.MOST_RESPONSE_TIMES) {
            anomalies.add(Anomaly.RESPONSE_TIMES_TOO_MANY);
        } else {
            gaps.add(seconds);
            gapAgents.add(agent);
        }
    }

    private void addTrigger(String name) {
        if (triggers.contains(name)) {
            return;
        }
        if (triggers.size() < Bounds.MOST_TRIGGERS) {
            triggers.add(name);
        } else {
            anomalies.add(Anomaly.TRIGGERS_TOO_MANY);
        }
    }

    private void readCode(@Nullable String content) {
        if (content != null && content.startsWith(CLOSE) && isName(content, CLOSE.length(), true)) {
            closeReason = content;
        }
    }

    /** {@code text} cut to the length a key may have, never inside a surrogate pair. */
    static String label(String text, Set<Anomaly> anomalies) {
        int most = Bounds.LONGEST_LABEL;
        if (text.length() <= most) {
            return text;
        }
        anomalies.add(Anomaly.LABEL_TOO_LONG);
        boolean splitsPair = Character.isHighSurrogate(text.charAt(most - 1));
        return text.substring(0, splitsPair ? most - 1 : most);
    }

    List<String> agents() {
        return List.copyOf(agents);
    }

    @Nullable
    String firstAgent() {
        return agents.isEmpty() ? null : agents.get(0);
    }

    @Nullable
    String lastAgent() {
        return lastAgent;
    }

    List<String> triggers() {
        return List.copyOf(triggers);
    }

    List<Long> gaps() {
        return gaps;
    }

    List<Integer> gapAgents() {
        return gapAgents;
    }

    @Nullable
    String closeReason() {
        return closeReason;
    }
}
