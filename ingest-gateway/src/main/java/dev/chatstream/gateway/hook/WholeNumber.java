/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import java.util.OptionalLong;

/**
 * Reads whole numbers of 64 bits from JSON's number syntax, in time linear in the text: {@code 36.0}, {@code 1e3} and
 * {@code 1200e-2} are whole; {@code 1e999999999} is not expanded to find out that it is too large.
 */
final class WholeNumber {
    private static final int MOST_DIGITS = 19;
    private static final int EXPONENT_BOUND = 1_000_000_000;

    private WholeNumber() {}

    /** The number's value; empty when it is not whole or needs more than 64 bits. */
    static OptionalLong of(String number) {
        boolean negative = number.charAt(0) == '-';
        int exponentAt = exponentAt(number);
        String mantissa = number.substring(negative ? 1 : 0, exponentAt);
        int point = mantissa.indexOf('.');
        String digits = point < 0 ? mantissa : mantissa.substring(0, point) + mantissa.substring(point + 1);
        int first = firstNonZero(digits);
        if (first == digits.length()) {
            return OptionalLong.of(0);
        }
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        long zeros =
                exponent(number, exponentAt) - (point < 0 ? 0 : mantissa.length() - 1 - point) + digits.length() - end;
        if (zeros < 0 || end - first + zeros > MOST_DIGITS) {
            return OptionalLong.empty();
        }
        return parse((negative ? "-" : "") + digits.substring(first, end) + "0".repeat((int) zeros));
    }

    private static OptionalLong parse(String digits) {
        try {
            return OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static int firstNonZero(String digits) {
        int i = 0;
        while (i < digits.length() && digits.charAt(i) == '0') {
            i++;
        }
        return i;
    }

    private static int exponentAt(String number) {
        int i = 0;
        while (i < number.length() && number.charAt(i) != 'e' && number.charAt(i) != 'E') {
            i++;
        }
        return i;
    }

    /** Value of the exponent; beyond the bound, which no body reaches with digits, the bound stands for all. */
    private static long exponent(String number, int exponentAt) {
        if (exponentAt == number.length()) {
            return 0;
        }
        boolean negative = number.charAt(exponentAt + 1) == '-';
        long exponent = 0;
        for (int i = exponentAt + 1; i < number.length(); i++) {
            if (Character.isDigit(number.charAt(i)) && exponent < EXPONENT_BOUND) {
                exponent = exponent * 10 + number.charAt(i) - '0';
            }
        }
        return negative ? -exponent : exponent;
    }
}
