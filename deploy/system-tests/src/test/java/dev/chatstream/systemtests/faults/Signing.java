/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.faults;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs bodies as Smartsupp's apps do, or wrongly, as their kind wants it. */
final class Signing {
    /** Name of the source whose bodies are signed. */
    static final String SOURCE = "app";

    static final String SECRET = "what only the app and the gateway know";
    static final String HEADER = "X-Smartsupp-Hmac";

    private static final String ALGORITHM = "HmacSHA256";

    private Signing() {}

    static String of(Numbered numbered) {
        String secret = numbered.kind() == Kind.FORGED ? "a guess" : SECRET;
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(numbered.body()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
