/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.config.ZonesConfig;
import dev.chatstream.processor.query.RollingWindow;
import dev.chatstream.processor.query.SummaryQuery;
import java.time.ZoneId;
import java.util.Set;

/**
 * The figures of one window.
 *
 * @param dimensions what is counted beside the account
 */
record SummaryResource(SummaryView view, ZonesConfig zones, Set<Dimension> dimensions) implements AccountResource {
    SummaryResource {
        dimensions = Set.copyOf(dimensions);
    }

    @Override
    public String path() {
        return "/summary";
    }

    @Override
    public Set<String> parameters() {
        return Set.of("window", "tz", "agent");
    }

    @Override
    public AccountQuestion question(long accountId, Parameters parameters) throws BadParameter {
        RollingWindow window = parameters.window();
        DimensionKey about = parameters.about(dimensions);
        ZoneId zone = zones.of(accountId, parameters.zone());
        return account ->
                Reply.json(view.json(SummaryQuery.summary(account, about, window.at(account.now(), zone), zone)));
    }
}
