/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WholeNumberTest {

    @ParameterizedTest
    @CsvSource({"0,0", "-0.0,0", "12,12", "1.20e1,12", "120e-1,12", "0.0012E4,12", "1E+2,100", "-3.0,-3"})
    void readsWholeNumbers(String text, long value) {
        assertThat(WholeNumber.of(text)).hasValue(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.5", "1e-1", "1e19", "-9223372036854775809", "1e999999999999999999", "1e-999999999999999999"})
    void readsNothingElse(String text) {
        assertThat(WholeNumber.of(text)).isEmpty();
    }

    @Property
    void agreesWithExactArithmetic(
            @ForAll BigInteger unscaled, @ForAll @IntRange(min = -30, max = 30) int scale, @ForAll boolean scientific) {
        // Given
        BigDecimal exact = new BigDecimal(unscaled, scale);
        String text = scientific ? unscaled + "e" + -scale : exact.toPlainString();

        // When
        OptionalLong whole = WholeNumber.of(text);

        // Then
        OptionalLong expected;
        try {
            expected = OptionalLong.of(exact.longValueExact());
        } catch (ArithmeticException e) {
            expected = OptionalLong.empty();
        }
        assertThat(whole).isEqualTo(expected);
    }
}
