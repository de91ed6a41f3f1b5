/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.config;

import dev.chatstream.schemas.settings.Settings;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * In which zone days begin.
 *
 * @param common for accounts that have none of their own; empty when the one who asks may choose
 */
public record ZonesConfig(Optional<ZoneId> common, Map<Long, ZoneId> accounts) {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final int QUARTER = 15 * 60;

    public ZonesConfig {
        accounts = Map.copyOf(accounts);
    }

    static ZonesConfig from(Settings settings) {
        Map<Long, ZoneId> accounts = new TreeMap<>();
        for (String account : settings.children("accounts")) {
            String key = "accounts." + account + ".timezone";
            if (settings.optionalString(key).isPresent()) {
                accounts.put(accountId(settings, key, account), zone(settings, key));
            }
        }
        String key = "timezone.default";
        return new ZonesConfig(settings.optionalString(key).map(name -> zone(settings, key)), accounts);
    }

    /**
     * Zone of an account's days. What is configured wins, so that everybody sees the same today; {@code requested}
     * comes next, UTC last.
     */
    public ZoneId of(long accountId, Optional<ZoneId> requested) {
        return Optional.ofNullable(accounts.get(accountId))
                .or(() -> common)
                .or(() -> requested)
                .orElse(UTC);
    }

    private static long accountId(Settings settings, String key, String account) {
        try {
            return Long.parseLong(account);
        } catch (NumberFormatException e) {
            throw settings.wrong(key, "accounts.<number>.timezone");
        }
    }

    private static ZoneId zone(Settings settings, String key) {
        return named(settings.string(key))
                .orElseThrow(() -> settings.wrong(key, "an IANA time zone such as Europe/Prague"));
    }

    /**
     * The zone of a name; empty when there is none, or when its days do not begin at a quarter of an hour, so that no
     * panes would make up its hours and days.
     */
    public static Optional<ZoneId> named(String name) {
        try {
            ZoneId zone = ZoneId.of(name);
            boolean fits = !zone.getRules().isFixedOffset()
                    || zone.getRules().getOffset(Instant.EPOCH).getTotalSeconds() % QUARTER == 0;
            return fits ? Optional.of(zone) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
