/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What figures are about, within an account.
 *
 * @param value empty for the account as a whole
 */
record About(Dimension dimension, String value) {
    static final About ACCOUNT = new About(Dimension.ACCOUNT, "");

    /** All that a conversation counts for. */
    static List<About> of(ConversationFacts facts) {
        List<About> all = new ArrayList<>(List.of(ACCOUNT));
        facts.getAgents().forEach(agent -> all.add(new About(Dimension.AGENT, agent)));
        facts.getTriggers().forEach(trigger -> all.add(new About(Dimension.TRIGGER, trigger)));
        if (facts.getGroup() != null) {
            all.add(new About(Dimension.GROUP, facts.getGroup()));
        }
        if (facts.getCountryCode() != null) {
            all.add(new About(Dimension.COUNTRY, facts.getCountryCode()));
        }
        return all;
    }

    boolean isAgent() {
        return dimension == Dimension.AGENT;
    }

    /** As keys and parameters spell the dimension. */
    String name() {
        return dimension.name().toLowerCase(Locale.ROOT);
    }
}
