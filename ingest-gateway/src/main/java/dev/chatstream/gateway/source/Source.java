/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.source;

import dev.chatstream.gateway.address.AddressRange;
import dev.chatstream.gateway.config.RateConfig;
import dev.chatstream.gateway.config.SourceConfig;
import dev.chatstream.gateway.config.TokenDigest;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A sender: keeps the digests of its tokens only, and compares in a time that says nothing about them. */
public final class Source {
    private static final int DIGEST_BYTES = 32;

    private final SourceConfig config;
    private final byte[] tokenDigest;
    private final byte[] otherTokenDigest;
    private final @Nullable Signature signature;
    private final List<AddressRange> addresses;
    private final Predicate<String> accounts;
    private final @Nullable RateLimit rate;

    private Source(SourceConfig config, @Nullable RateLimit rate) {
        this.config = config;
        // Always two, so that a source with one token takes as long as one with two.
        this.tokenDigest = TokenDigest.bytes(config.tokens().get(0));
        this.otherTokenDigest =
                TokenDigest.bytes(config.tokens().get(config.tokens().size() - 1));
        this.signature = config.hmacSecrets().isEmpty() ? null : new Signature(config.hmacSecrets());
        this.addresses = config.addresses().stream()
                .flatMap(range -> AddressRange.of(range).stream())
                .toList();
        Set<String> listed = config.accounts();
        this.accounts = listed.isEmpty() ? account -> true : listed::contains;
        this.rate = rate;
    }

    /** The source; what its rate allows goes on where the one before it was, if that had the same. */
    static Source of(SourceConfig config, @Nullable Source before) {
        Optional<RateConfig> wanted = config.rate();
        @Nullable RateLimit known = before == null ? null : before.rate;
        boolean same = known != null && wanted.filter(known::is).isPresent();
        return new Source(config, same ? known : wanted.map(RateLimit::new).orElse(null));
    }

    /** Stands in for sources that do not exist, so that asking for one takes as long. Nobody has its token. */
    static Source nobody() {
        byte[] random = new byte[DIGEST_BYTES];
        new SecureRandom().nextBytes(random);
        return new Source(new SourceConfig("nobody", TokenDigest.ofBytes(random)), null);
    }

    public String name() {
        return config.name();
    }

    SourceConfig config() {
        return config;
    }

    /**
     * Whether what is in quarantine is answered like what is stored, for senders that deliver again for ever: those of
     * signed events do.
     */
    public boolean acceptsRejected() {
        return config.acceptRejected() || signature != null;
    }

    /** Never admits who shows nothing, whatever is set. */
    boolean admits(String token) {
        byte[] digest = TokenDigest.sha256(token);
        boolean one = MessageDigest.isEqual(tokenDigest, digest);
        boolean other = MessageDigest.isEqual(otherTokenDigest, digest);
        return (one || other) && !token.isEmpty();
    }

    /** Whether it matters from where it sends. */
    public boolean isTiedToAddresses() {
        return !addresses.isEmpty();
    }

    /** Whether it may send from there. */
    public boolean maySendFrom(InetAddress address) {
        return addresses.isEmpty() || addresses.stream().anyMatch(range -> range.contains(address));
    }

    /** Counts one more hook; how long to wait before the next try when that is one too many, else zero. */
    public Duration takeTurn() {
        return rate == null ? Duration.ZERO : rate.take();
    }

    /** Whether each body must be signed. */
    public boolean isSigned() {
        return signature != null;
    }

    /** Whether the body may be used: it need not be signed, or is signed right. */
    public boolean vouchesFor(byte[] body, @Nullable String signatureHex) {
        return signature == null || signature.verifies(body, signatureHex);
    }

    /** Whether it may send for an account, in canonical decimal. */
    public Predicate<String> accounts() {
        return accounts;
    }
}
