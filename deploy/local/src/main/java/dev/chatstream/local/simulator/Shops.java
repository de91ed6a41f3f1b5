/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.simulator;

import dev.chatstream.local.simulator.Shop.Agent;
import dev.chatstream.local.simulator.Shop.Country;
import java.util.ArrayList;
import java.util.List;

/** The simulated shops; none has the number 208 of the published sample. */
final class Shops {
    private static final List<String> AGENT_NAMES = List.of(
            "Jana Svobodová",
            "Petr Dvořák",
            "Lucie Černá",
            "Tomáš Novotný",
            "Anna Kovács",
            "Marek Zieliński",
            "Eva Horváth",
            "Jakub Nowak",
            "Lena Fischer",
            "Paul Wagner",
            "Zoe Martin",
            "Hugo Bernard");
    private static final List<Country> COUNTRIES = List.of(
            new Country("CZ", "Czech Republic", "Brno"),
            new Country("SK", "Slovakia", "Bratislava"),
            new Country("PL", "Poland", "Kraków"),
            new Country("HU", "Hungary", "Budapest"),
            new Country("DE", "Germany", "Leipzig"),
            new Country("FR", "France", "Lyon"));
    private static final List<String> HOSTS = List.of(
            "shop.example.com",
            "garden.example.org",
            "books.example.net",
            "bikes.example.com",
            "tea.example.org",
            "toys.example.net");
    private static final List<String> TRIGGERS = List.of("Welcome", "Exit intent", "Cart help", "Returning visitor");
    private static final long FIRST_ACCOUNT = 1001;

    private Shops() {}

    static List<Shop> drawn(Draw draw) {
        List<Shop> shops = new ArrayList<>();
        for (int index = 0; index < HOSTS.size(); index++) {
            shops.add(new Shop(
                    FIRST_ACCOUNT + index,
                    HOSTS.get(index),
                    1.0 / (1 + index),
                    index == 2 ? 1.0 : 0.02,
                    agents(draw, 2 + index),
                    index % 2 == 0 ? List.of("sales", "support") : List.of(),
                    TRIGGERS.subList(0, draw.between(1, TRIGGERS.size())),
                    COUNTRIES.subList(index / 2, COUNTRIES.size() - 1 + index % 2)));
        }
        return List.copyOf(shops);
    }

    private static List<Agent> agents(Draw draw, int count) {
        List<Agent> agents = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            agents.add(new Agent(number, draw.pick(AGENT_NAMES), draw.between(60, 180) / 100.0));
        }
        return List.copyOf(agents);
    }
}
