/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.config;

import dev.chatstream.gateway.address.AddressRange;
import dev.chatstream.gateway.hook.AccountId;
import dev.chatstream.schemas.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One sender of hooks.
 *
 * @param name stands in the URL and in every record that came this way
 * @param tokens what the sender must show one of; kept as digests, however they are given
 * @param hmacSecrets with one of which each body must be signed; none when they need not be
 * @param accounts for which it may send, in canonical decimal; none when for all
 * @param addresses from which it may send, as CIDR ranges; none when from everywhere
 * @param rate how fast it may send, if that is limited
 * @param acceptRejected whether bodies that are no hooks are answered 200 too, once they are in quarantine
 */
public record SourceConfig(
        String name,
        List<String> tokens,
        List<String> hmacSecrets,
        Set<String> accounts,
        List<String> addresses,
        Optional<RateConfig> rate,
        boolean acceptRejected) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final int LONGEST_SECRET = 1024;
    private static final int LONGEST_ACCOUNT = 256;
    private static final String RESERVED = "file";
    private static final String PREVIOUS = "previous.";

    public SourceConfig {
        Check.that(
                NAME.matcher(name).matches() && !name.equals(RESERVED),
                "sources." + name,
                "a source of this name",
                "a name of 1 to 63 lower-case letters, digits and dashes, other than " + RESERVED);
        Check.that(!tokens.isEmpty(), key(name, "token"), "nothing", TokenDigest.FORM);
        checkInTurn(name, "token", tokens, TokenDigest::isToken, TokenDigest.FORM);
        for (int i = 0; i < tokens.size(); i++) {
            Check.that(
                    !TokenDigest.isOfNothing(tokens.get(i)),
                    key(name, i == 0 ? "token" : PREVIOUS + "token"),
                    "the digest of an empty text",
                    "the digest of a token; was the variable empty whose content was hashed?");
        }
        checkInTurn(
                name,
                "hmac.secret",
                hmacSecrets,
                secret -> !secret.isEmpty() && secret.length() <= LONGEST_SECRET,
                "1 to " + LONGEST_SECRET + " characters");
        check(
                name,
                "accounts",
                accounts,
                account -> !account.isEmpty() && account.length() <= LONGEST_ACCOUNT,
                "account ids, separated by commas");
        check(name, "addresses", addresses, range -> AddressRange.of(range).isPresent(), AddressRange.FORM);
        tokens = tokens.stream().map(TokenDigest::of).toList();
        hmacSecrets = List.copyOf(hmacSecrets);
        accounts = accounts.stream().map(AccountId::canonical).collect(Collectors.toUnmodifiableSet());
        addresses = List.copyOf(addresses);
    }

    /** A source with a token and no limits. */
    public SourceConfig(String name, String token) {
        this(name, token, false);
    }

    /** A source with a token and no limits. */
    public SourceConfig(String name, String token, boolean acceptRejected) {
        this(name, List.of(token), List.of(), Set.of(), List.of(), Optional.empty(), acceptRejected);
    }

    /** The one in force and the one before it. */
    private static void checkInTurn(
            String name, String key, List<String> secrets, Predicate<String> right, String expected) {
        Check.that(secrets.size() <= 2, key(name, key), secrets.size() + " values", "one, and the one before it");
        for (int i = 0; i < secrets.size(); i++) {
            check(name, i == 0 ? key : PREVIOUS + key, List.of(secrets.get(i)), right, expected);
        }
    }

    /** The value is never shown: it is a secret, or says who sends. */
    private static void check(
            String name, String key, Iterable<String> values, Predicate<String> right, String expected) {
        for (String value : values) {
            Check.that(right.test(value), key(name, key), value.isEmpty() ? "nothing" : "****", expected);
        }
    }

    private static String key(String name, String key) {
        return "sources." + name + "." + key;
    }

    static SourceConfig from(Settings settings, String name) {
        return new SourceConfig(
                name,
                current(settings, name, "token"),
                current(settings, name, "hmac.secret"),
                new TreeSet<>(settings.strings(key(name, "accounts"))),
                settings.strings(key(name, "addresses")),
                rate(settings, name),
                settings.bool(key(name, "accept.rejected")));
    }

    /** The secret in force and the one before it, which is valid as long as it is set. */
    private static List<String> current(Settings settings, String name, String key) {
        Optional<String> now = settings.secret(key(name, key));
        Optional<String> previous = settings.secret(key(name, PREVIOUS + key));
        Check.that(
                now.isPresent() || previous.isEmpty(),
                key(name, PREVIOUS + key),
                "****",
                "nothing as long as " + key(name, key) + " is not set");
        return Stream.of(now, previous).flatMap(Optional::stream).toList();
    }

    private static Optional<RateConfig> rate(Settings settings, String name) {
        int rate = settings.integer(key(name, "rate"), 0, RateConfig.FASTEST);
        int burst = settings.integer(key(name, "burst"), 0, RateConfig.FASTEST);
        Check.that(rate > 0 || burst == 0, key(name, "burst"), burst, "0 as long as no rate is set");
        return rate == 0 ? Optional.empty() : Optional.of(new RateConfig(rate, burst == 0 ? rate : burst));
    }

    /** Without secrets, accounts and addresses. */
    @Override
    public String toString() {
        return "SourceConfig[name=" + name + ", tokens=" + tokens.size() + ", hmacSecrets=" + hmacSecrets.size()
                + ", accounts=" + accounts.size() + ", addresses=" + addresses.size() + ", rate=" + rate
                + ", acceptRejected=" + acceptRejected + "]";
    }
}
