/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.processor.store.CopyLags.Filled;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyLagsTest {
    private static final int PARTITION = 3;
    private static final long MOST = 1_000;

    private final CopyLags lags = new CopyLags(Optional::empty, MOST);

    /** All stores are filled alike. */
    private void look(long position, long end) {
        lags.begin();
        see(position, end);
    }

    private void see(long position, long end) {
        Map<String, Map<Integer, Filled>> all = new HashMap<>();
        StoreNames.all().forEach(store -> all.put(store, Map.of(PARTITION, new Filled(position, end))));
        lags.saw(all);
    }

    @Test
    void knowsOfNoCopyBeforeItHasLooked() {
        assertThat(lags.isClose(PARTITION)).isFalse();
        assertThat(lags.lag(PARTITION)).isEqualTo(OptionalLong.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "100, 100, true",
        // ends of transactions are no records
        "90, 100, true",
        "89, 100, false",
        "0, 0, true",
        // nothing was read yet of very little
        "0, 5, false"
    })
    void takesACopyForOneOnceItHasWhatThereWasWhenItWasFirstSeen(long position, long end, boolean close) {
        // When
        look(position, end);

        // Then
        assertThat(lags.isClose(PARTITION)).isEqualTo(close);
        assertThat(lags.lag(PARTITION)).hasValue(end - position);
    }

    @Test
    void takesNoCopyThatIsStillBeingBuiltForOneHoweverSmallItsLagIs() {
        // Given
        look(0, 500);
        look(480, 600);
        assertThat(lags.isClose(PARTITION)).isFalse();

        // When
        look(500, 900);

        // Then
        assertThat(lags.isClose(PARTITION)).isTrue();
    }

    @Test
    void letsAWholeCopyFallBehindByTheBound() {
        // Given
        look(100, 100);

        // When, Then
        look(100, 100 + MOST);
        assertThat(lags.isClose(PARTITION)).isTrue();
        look(100, 101 + MOST);
        assertThat(lags.isClose(PARTITION)).isFalse();
        look(102, 102 + MOST);
        assertThat(lags.isClose(PARTITION)).isTrue();
    }

    @Test
    void wantsEveryStoreThatIsRead() {
        // When
        lags.begin();
        lags.saw(Map.of(StoreNames.CONVERSATION, Map.of(PARTITION, new Filled(9, 9))));

        // Then
        assertThat(lags.isClose(PARTITION)).isFalse();
    }

    @Test
    void forgetsACopyThatIsNotHereAnyMore() {
        // Given
        look(100, 100);

        // When
        lags.begin();
        lags.saw(Map.of());

        // Then
        assertThat(lags.isClose(PARTITION)).isFalse();
        assertThat(lags.partitions()).isEmpty();
    }

    @Test
    void knowsAtOnceThatAStoreWasWipedAndIsFilledAnew() {
        // Given
        look(100, 100);

        // When
        lags.begun(StoreNames.MINUTE, PARTITION, 0);

        // Then
        assertThat(lags.isClose(PARTITION)).isFalse();
        look(0, 100);
        look(60, 100);
        assertThat(lags.isClose(PARTITION)).isFalse();
        look(100, 110);
        assertThat(lags.isClose(PARTITION)).isTrue();
    }

    @Test
    void believesAStoreThatIsTakenOverWithWhatItHas() {
        // Given
        look(100, 100);

        // When
        lags.begun(StoreNames.MINUTE, PARTITION, 99);

        // Then
        assertThat(lags.isClose(PARTITION)).isTrue();
    }

    @Test
    void doesNotBelieveALookDuringWhichAStoreWasWiped() {
        // Given
        look(100, 100);

        // When
        lags.begin();
        lags.begun(StoreNames.MINUTE, PARTITION, 0);
        see(100, 100);

        // Then
        assertThat(lags.isClose(PARTITION)).isFalse();
    }

    @Test
    void doesNotBelieveTheFirstLookEitherWhenAStoreBeginsMeanwhile() {
        // When
        lags.begin();
        lags.begun(StoreNames.MINUTE, PARTITION, 0);
        see(100, 100);

        // Then
        assertThat(lags.isClose(PARTITION)).isFalse();
    }

    private void beginAt(long offset) {
        StoreNames.all().forEach(store -> lags.begun(store, PARTITION, offset));
    }

    @ParameterizedTest
    @CsvSource({"5000, true", "4999, false", "0, false"})
    void missesNothingOfAChangelogOfWhichNothingIsLeft(long begin, boolean close) {
        // Given nothing was read, be it that there is nothing or that it has not come to that yet
        beginAt(begin);

        // When
        look(0, 5_000);

        // Then
        assertThat(lags.isClose(PARTITION)).isEqualTo(close);
        assertThat(lags.lag(PARTITION)).hasValue(5_000 - begin);
    }

    @Test
    void learnsAfterALookThatNothingIsLeft() {
        // Given
        look(0, 5_000);

        // When
        beginAt(5_000);
        look(0, 5_000);

        // Then
        assertThat(lags.isClose(PARTITION)).isTrue();
    }

    @Test
    void learnsThatNothingIsLeftWhileALookIsUnderWayThatDoesNotShowTheCopyYet() {
        // When
        lags.begin();
        beginAt(5_000);
        lags.saw(Map.of());
        look(0, 5_000);

        // Then
        assertThat(lags.isClose(PARTITION)).isTrue();
    }

    @Test
    void doesNotTakeWhereOneCopyBeganForTheBeginOfTheNext() {
        // Given
        beginAt(5_000);
        look(0, 5_000);

        // When
        lags.begin();
        lags.saw(Map.of());
        look(0, 5_000);

        // Then
        assertThat(lags.isClose(PARTITION)).isFalse();
    }

    @Test
    void doesNotTakeWhereACopyBeganForWhatItHasAfterItWasWiped() {
        // Given
        beginAt(5_000);
        look(5_000, 5_000);

        // When
        look(0, 5_000);

        // Then
        assertThat(lags.isClose(PARTITION)).isFalse();
    }

    @Test
    void seesByItselfThatAStoreIsFilledFromTheStartAgain() {
        // Given
        look(100, 100);

        // When
        look(20, 100);

        // Then
        assertThat(lags.isClose(PARTITION)).isFalse();
    }
}
