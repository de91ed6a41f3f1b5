/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.support;

import dev.chatstream.avro.Channel;
import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.Message;
import dev.chatstream.avro.MessageType;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.query.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What must be counted, said in the plainest way: from all hooks at once, with lists and loops and nothing of what the
 * processor is made of.
 */
public final class BruteForce {
    private static final Duration RETENTION = Duration.ofDays(35);
    private static final Comparator<Conversation> RANK =
            Comparator.comparing(BruteForce::receivedAt).thenComparing(BruteForce::eventId);

    private final Collection<Conversation> counted;

    /** Looks at all hooks that were ever received, in any order. */
    public BruteForce(List<Conversation> hooks) {
        Map<String, Conversation> earliest = new HashMap<>();
        for (Conversation hook : hooks) {
            if (!isLate(hook)) {
                earliest.merge(eventId(hook), hook, (one, other) -> RANK.compare(one, other) < 0 ? one : other);
            }
        }
        Map<String, Conversation> winners = new HashMap<>();
        for (Conversation hook : earliest.values()) {
            String id = hook.getAccountId() + "/" + hook.getChannel().getId() + "/" + hook.getBeginAt();
            winners.merge(id, hook, (one, other) -> RANK.compare(one, other) > 0 ? one : other);
        }
        counted = winners.values();
    }

    /** The hook of each conversation that counts. */
    public Collection<Conversation> counted() {
        return counted;
    }

    /** Those that count for one dimension of an account within a range. */
    public Figures figures(long accountId, DimensionKey about, TimeRange range) {
        Figures figures = new Figures();
        counted.stream()
                .filter(hook -> hook.getAccountId() == accountId)
                .filter(hook -> !countedAt(hook).isBefore(range.from())
                        && countedAt(hook).isBefore(range.to()))
                .filter(hook -> isAbout(hook, about))
                .forEach(hook -> figures.add(hook, about));
        return figures;
    }

    public static boolean isLate(Conversation hook) {
        return countedAt(hook).isBefore(receivedAt(hook).minus(RETENTION));
    }

    public static Instant countedAt(Conversation hook) {
        boolean future = hook.getEndAt().isAfter(receivedAt(hook).plus(Duration.ofMinutes(5)));
        return future ? receivedAt(hook) : hook.getEndAt();
    }

    private static Instant receivedAt(Conversation hook) {
        return hook.getHook().getReceivedAt();
    }

    private static String eventId(Conversation hook) {
        return hook.getHook().getEventId();
    }

    private static boolean isAbout(Conversation hook, DimensionKey about) {
        return switch (about.dimension()) {
            case ACCOUNT -> true;
            case AGENT -> answers(hook).anyMatch(message -> about.value().equals(message.getFrom()));
            case GROUP ->
                about.value().equals(Objects.requireNonNull(hook.getVisitor()).getGroup());
            case COUNTRY ->
                about.value().equals(Objects.requireNonNull(hook.getVisitor()).getCountryCode());
            case TRIGGER ->
                hook.getMessages().stream().anyMatch(message -> about.value().equals(message.getTriggeredBy()));
            case UNKNOWN -> false;
        };
    }

    private static Stream<Message> answers(Conversation hook) {
        return hook.getMessages().stream().filter(BruteForce::isAnswer);
    }

    private static boolean isAnswer(Message message) {
        return message.getType() == MessageType.AGENT && message.getTriggeredBy() == null;
    }

    /** Plain numbers. */
    public static final class Figures {
        public final List<Long> firstResponse = new ArrayList<>();
        public final List<Long> avgResponse = new ArrayList<>();
        public final List<Long> responseTime = new ArrayList<>();
        public final List<Long> duration = new ArrayList<>();
        public final List<Long> ratings = new ArrayList<>();
        public long conversations;
        public long chats;
        public long missed;
        public long offline;
        public long unclassified;
        public long served;
        public long endedUnanswered;
        public long triggered;
        public long completed;
        public long dropped;

        private void add(Conversation hook, DimensionKey about) {
            Channel channel = hook.getChannel();
            boolean offlineOne = channel.getIsOffline();
            boolean missedOne = !offlineOne && channel.getIsMissed();
            boolean chatOne = !offlineOne && !missedOne && channel.getIsChat();
            boolean servedOne = channel.getIsChat() && !offlineOne;
            conversations++;
            offline += offlineOne ? 1 : 0;
            missed += missedOne ? 1 : 0;
            chats += chatOne ? 1 : 0;
            unclassified += offlineOne || missedOne || chatOne ? 0 : 1;
            served += servedOne ? 1 : 0;
            endedUnanswered += servedOne && channel.getIsMissed() ? 1 : 0;
            triggered += channel.getIsTriggered() ? 1 : 0;
            completed += channel.getIsCompleted() ? 1 : 0;
            dropped += channel.getIsDropped() ? 1 : 0;
            List<String> agents = answers(hook).map(Message::getFrom).toList();
            boolean agent = about.dimension() == dev.chatstream.avro.Dimension.AGENT;
            if (servedOne) {
                if (!agent || about.value().equals(agents.get(0))) {
                    addResponse(firstResponse, channel.getFirstResponse(), hook);
                }
                addResponse(avgResponse, channel.getAvgResponse(), hook);
                addDuration(hook);
            }
            Long rating = channel.getRating();
            if (rating != null
                    && rating >= 1
                    && rating <= 5
                    && (!agent || about.value().equals(agents.get(agents.size() - 1)))) {
                ratings.add(rating);
            }
            addGaps(hook, agent ? about.value() : null);
        }

        private static void addResponse(List<Long> to, @Nullable Long seconds, Conversation hook) {
            double span = millis(hook.getBeginAt(), hook.getEndAt()) / 1000.0;
            if (seconds != null && seconds >= 0 && seconds <= Math.ceil(span) + 1) {
                to.add(seconds);
            }
        }

        private void addDuration(Conversation hook) {
            Long reported = hook.getChannel().getDuration();
            long measured = Math.floorDiv(millis(hook.getBeginAt(), hook.getEndAt()), 1000L);
            long seconds = reported != null && reported >= 0 ? reported : measured;
            if (seconds >= 0 && seconds <= Integer.MAX_VALUE) {
                duration.add(seconds);
            }
        }

        private void addGaps(Conversation hook, @Nullable String agent) {
            Message question = null;
            for (Message message : hook.getMessages()) {
                if (message.getType() == MessageType.VISITOR && question == null) {
                    question = message;
                } else if (isAnswer(message) && question != null) {
                    long seconds = Math.floorDiv(
                            millis(
                                    Objects.requireNonNull(question.getSentAt()),
                                    Objects.requireNonNull(message.getSentAt())),
                            1000L);
                    if (seconds >= 0 && (agent == null || agent.equals(message.getFrom()))) {
                        responseTime.add(seconds);
                    }
                    question = null;
                }
            }
        }

        private static long millis(Instant from, Instant to) {
            return Duration.between(from, to).toMillis();
        }
    }
}
