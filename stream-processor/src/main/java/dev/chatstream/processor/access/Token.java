/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.access;

import java.util.List;
import java.util.regex.Pattern;

/** A name with a token, and the one before it while they are being changed. The tokens themselves are not kept. */
public final class Token {
    /** What a name is made of. */
    public static final String NAME_FORM = "a name of 1 to 63 lower-case letters, digits and dashes";

    /** What a token is made of: what may stand behind {@code Bearer} after RFC 6750, too much of it to be guessed. */
    public static final String FORM = "32 to 256 letters, digits or . _ ~ + / - with = at the end if need be";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern TOKEN = Pattern.compile("(?=.{32,256}$)[A-Za-z0-9._~+/-]+=*");

    private final String name;
    private final List<TokenSecret> secrets;
    private final Access access;

    /** @param tokens each of which is good, in plain text */
    public Token(String name, List<String> tokens, Access access) {
        this.name = name;
        this.secrets = tokens.stream().map(TokenSecret::of).toList();
        this.access = access;
    }

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    public static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    public String name() {
        return name;
    }

    public Access access() {
        return access;
    }

    /** In the order in which they were given. */
    List<TokenSecret> secrets() {
        return secrets;
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Token[name=" + name + ", access=" + access + "]";
    }
}
