/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.simulator;

import java.util.List;

/** What people say and where they are when they say it. */
final class Vocabulary {
    static final List<String> QUESTIONS = List.of(
            "Hello, is this in stock?",
            "Dobrý den, kdy mi přijde balík?",
            "Can I pay on delivery?",
            "Guten Tag, passt das auch in Größe 42? 🙂",
            "Where is my order?",
            "Dzień dobry, czy mogę zwrócić towar?");
    static final List<String> FOLLOW_UPS = List.of(
            "And in blue?", "Thanks!", "How long does it take?", "ok, super", "Is there a discount?", "Děkuji ❤");
    static final List<String> ANSWERS = List.of(
            "Hello, let me have a look.",
            "Yes, it ships today.",
            "Two to three days.",
            "Samozřejmě, vyměníme vám ho.",
            "You are welcome!",
            "I have sent you the link by e-mail.");
    static final List<String> TRIGGER_TEXTS = List.of("Can we help you?", "Free delivery today only.");
    static final List<String> COMMENTS = List.of("", "", "", "fast and friendly", "took too long", "díky");
    static final List<String> PAGES =
            List.of("/", "/cart", "/sale", "/contact", "/product/red-shoes", "/product/teapot");
    static final List<String> NAMES = List.of("Karel", "Ivana", "Ondřej", "Mia", "Leo", "Sofia", "");
    static final List<String> CLOSINGS = List.of("close.visitorClose", "close.agentClose", "close.timeout");

    private Vocabulary() {}
}
