/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import java.util.OptionalLong;

/** Accounts are signed numbers of 64 bits, which may be written as strings of digits: "0208" is 208. */
public final class AccountId {
    private AccountId() {}

    /** The number that the digits are; empty when there are others than digits, or too many. */
    static OptionalLong ofDigits(String text) {
        boolean digitsOnly = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digitsOnly ? WholeNumber.of(text) : OptionalLong.empty();
    }

    /** One spelling for each account, so that two can be compared; what is no number stays as it is. */
    public static String canonical(String account) {
        boolean negative = account.startsWith("-");
        OptionalLong digits = ofDigits(negative ? account.substring(1) : account);
        return digits.isEmpty() ? account : Long.toString(negative ? -digits.getAsLong() : digits.getAsLong());
    }
}
