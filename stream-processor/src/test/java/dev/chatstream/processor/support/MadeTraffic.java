/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.support;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Conversations of a busy account, one with next to nothing and one where nothing has happened for weeks. */
public final class MadeTraffic {

    private static final long BUSY = 1001;
    private static final long ALMOST_NOTHING = 208;
    private static final long QUIET = 1002;
    private static final int DAYS = 31;
    private static final int A_DAY = 70;
    private static final List<String> COUNTRIES = List.of("CZ", "SK", "DE", "PL");

    private final Random random;
    private long channel = 50_000;

    public MadeTraffic(long seed) {
        random = new Random(seed);
    }

    /** A month of conversations, oldest first. */
    public List<Hooks> until(Instant now) {
        List<Hooks> all = new ArrayList<>();
        all.add(ended(QUIET, now.minus(Duration.ofDays(20))));
        for (int day = DAYS; day >= 0; day--) {
            Instant midnight = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(day));
            boolean weekend = midnight.atZone(ZoneOffset.UTC).getDayOfWeek().getValue() > 5;
            random.doubles(weekend ? A_DAY / 3 : A_DAY)
                    .map(part -> 86_400 * (0.54 + 0.4 * Math.cbrt(part - 0.5) / 0.8))
                    .sorted()
                    .mapToObj(second -> midnight.plusSeconds((long) second))
                    .filter(now::isAfter)
                    .forEach(end -> all.add(ended(BUSY, end)));
        }
        for (int minute = 55; minute > 0; minute -= 1 + random.nextInt(4)) {
            all.add(ended(BUSY, now.minusSeconds(60L * minute)));
        }
        all.add(unrated(ALMOST_NOTHING, now.minusSeconds(90)));
        return all;
    }

    /** One of the busy account's. */
    public Hooks endedAt(Instant end) {
        return ended(BUSY, end);
    }

    private Hooks unrated(long account, Instant end) {
        return ended(account, end)
                .channel(built -> built.setRating(null).setIsChat(true).setIsMissed(false));
    }

    private Hooks ended(long account, Instant end) {
        int seconds = 40 + random.nextInt(600);
        channel++;
        Hooks hook = Hooks.blank()
                .account(account)
                .channelId(channel)
                .event("event-" + channel)
                .between(end.minusSeconds(seconds), end)
                .receivedAt(end.plusMillis(300))
                .visitor(null, COUNTRIES.get(random.nextInt(COUNTRIES.size())))
                .visitor(0);
        int kind = random.nextInt(100);
        if (kind < 10) {
            return hook.channel(built -> built.setIsMissed(true));
        }
        if (kind < 15) {
            return hook.channel(built -> built.setIsOffline(true));
        }
        return chat(hook, seconds);
    }

    private Hooks chat(Hooks hook, int seconds) {
        int agent = 1 + (int) Math.min(6, Math.abs(random.nextGaussian()) * 2.6);
        long wait = Math.min(seconds - 1, Math.round(Math.exp(2.5 + agent * 0.12 + random.nextGaussian() * 0.8)));
        Long rating = random.nextInt(100) < 35
                ? Math.max(1, Math.min(5, Math.round(5.6 - wait / 25.0 - random.nextDouble() * 1.6)))
                : null;
        Long reported = random.nextInt(60) == 0 ? Long.valueOf(-1) : Long.valueOf(wait);
        return hook.agent(agent, (int) wait * 1_000)
                .channel(built -> built.setIsChat(true)
                        .setIsCompleted(true)
                        .setDuration((long) seconds)
                        .setFirstResponse(reported)
                        .setAvgResponse(wait)
                        .setMessagesCount(4L + random.nextInt(20))
                        .setWordsCount(60L)
                        .setRating(rating));
    }
}
