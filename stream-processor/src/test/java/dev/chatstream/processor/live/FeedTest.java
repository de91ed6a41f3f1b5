/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rest is in {@link FeedsTest}. */
class FeedTest {
    @ParameterizedTest
    @CsvSource({"0, 1000", "10, 1000", "30, 3000", "50, 5000", "2000, 5000"})
    void restsForAHundredTimesWhatAnAnswerTookWithinBounds(long tookMillis, long rests) {
        assertThat(Feed.pauseMillis(tookMillis * 1_000_000)).isEqualTo(rests);
    }
}
