/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                " -0.50e+10\n",
                "\"\"",
                "\"\\ud800\\\"\"",
                "[]",
                "[ [ ] , { } ]",
                "{\"a\":[1,null,{\"b\":true}],\"a\":\"\u007F\"}",
                "\uFEFF{}"
            })
    void knowsWhatIsJson(String text) {
        assertThat(StrictJson.text(HookTexts.bytes(text))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "01",
                "+1",
                "1.",
                ".5",
                "1e",
                "NaN",
                "True",
                "'a'",
                "\"\t\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"",
                "[1,]",
                "[,1]",
                "[1",
                "[1}",
                "{\"a\"}",
                "{a:1}",
                "{\"a\":1,}",
                "{\"a\":}",
                "[] []",
                "1 2",
                "[]]",
                "\uFEFF\uFEFF1",
                "\u00A01",
                "/**/1"
            })
    void knowsWhatIsNot(String text) {
        assertThat(StrictJson.text(HookTexts.bytes(text))).isEmpty();
    }
}
