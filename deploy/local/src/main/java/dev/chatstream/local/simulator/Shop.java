/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.simulator;

import java.util.List;

/**
 * One account with its people and habits.
 *
 * @param weight share of all conversations, relative to the other shops
 * @param legacyShare share of its hooks in the legacy dialect
 */
record Shop(
        long accountId,
        String host,
        double weight,
        double legacyShare,
        List<Agent> agents,
        List<String> groups,
        List<String> triggers,
        List<Country> countries) {

    /** Someone who answers. Pace stretches response times: 1 is average, 2 takes twice as long. */
    record Agent(int number, String name, double pace) {}

    /** Where visitors come from. */
    record Country(String code, String name, String city) {}
}
