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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What can be read off the messages: who answered, and how long every visitor waited. A visitor's clock starts at the
 * first unanswered message of a run and stops at the next human agent message; triggers, joins and system messages
 * neither start nor stop it.
 */
final class Transcript {
    private static final Pattern AGENT = Pattern.compile("(?:agent:([A-Za-z0-9_-]{1,64})|([0-9]{1,19}))");
    private static final Pattern CLOSE_REASON = Pattern.compile("close\\.[A-Za-z0-9_.-]{1,64}");

    private final Map<String, Integer> agents = new LinkedHashMap<>();
    private final Set<String> triggers = new LinkedHashSet<>();
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
     * The human agent who wrote the message, as {@code agent:n}; empty for everybody else. The legacy dialect has the
     * bare number.
     */
    static Optional<String> humanAgent(Message message) {
        if (message.getType() != MessageType.AGENT || isTriggered(message) || message.getFrom() == null) {
            return Optional.empty();
        }
        Matcher agent = AGENT.matcher(message.getFrom());
        if (!agent.matches()) {
            return Optional.empty();
        }
        return Optional.of("agent:" + (agent.group(1) != null ? agent.group(1) : agent.group(2)));
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
            case AGENT -> humanAgent(message).ifPresent(agent -> answer(agent, message.getSentAt()));
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

    private void answer(String agent, @Nullable Instant sentAt) {
        lastAgent = agent;
        if (!agents.containsKey(agent)) {
            if (agents.size() < Bounds.MOST_AGENTS) {
                agents.put(agent, agents.size());
            } else {
                anomalies.add(Anomaly.AGENTS_TOO_MANY);
            }
        }
        if (waiting) {
            addGap(agents.getOrDefault(agent, -1), waitingSince, sentAt);
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
        if (triggers.size() < Bounds.MOST_TRIGGERS) {
            triggers.add(name);
        } else if (!triggers.contains(name)) {
            anomalies.add(Anomaly.TRIGGERS_TOO_MANY);
        }
    }

    private void readCode(@Nullable String content) {
        if (content != null && CLOSE_REASON.matcher(content).matches()) {
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
        return List.copyOf(agents.keySet());
    }

    @Nullable
    String firstAgent() {
        return agents.isEmpty() ? null : agents.keySet().iterator().next();
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
