/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What is kept of one token: its digest, and the key made from it by which sessions are signed. */
final class TokenSecret {
    private static final String MAC = "HmacSHA256";

    /** So that the key is good for nothing else, should the digest ever be used for something else too. */
    private static final String PURPOSE = "chatstream session 1";

    private final byte[] digest;
    private final byte[] signingKey;

    private TokenSecret(byte[] digest) {
        this.digest = digest;
        this.signingKey = mac(digest, PURPOSE);
    }

    static TokenSecret of(String token) {
        return new TokenSecret(sha256(token));
    }

    /** The digest of a token as it was shown. */
    static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Takes as long whatever the digest. */
    boolean is(byte[] shown) {
        return MessageDigest.isEqual(digest, shown);
    }

    /** Letters, digits, - and _. */
    String signature(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(signingKey, text));
    }

    /** Takes as long whatever the signature. */
    boolean hasSigned(String text, String signature) {
        return MessageDigest.isEqual(signature(text).getBytes(UTF_8), signature.getBytes(UTF_8));
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + MAC, e);
        }
    }
}
