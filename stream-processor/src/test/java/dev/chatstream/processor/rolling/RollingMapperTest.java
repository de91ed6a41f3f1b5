/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.rolling;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.avro.Dimension;
import dev.chatstream.avro.MetricsPane;
import dev.chatstream.avro.RollingDimension;
import dev.chatstream.avro.RollingMetrics;
import dev.chatstream.avro.RollingSeconds;
import dev.chatstream.avro.SecondsHistogram;
import dev.chatstream.processor.aggregate.Aggregate;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.aggregate.PaneMapper;
import dev.chatstream.processor.aggregate.Subject;
import dev.chatstream.processor.query.RollingWindow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RollingMapperTest {
    private static final SecondsHistogram NONE = new SecondsHistogram(0L, 0L, List.of(), List.of());
    private static final Subject AGENT = new Subject(208, DimensionKey.agent("agent:3"));

    private static RollingMetrics record(Subject subject, Aggregate figures) {
        return RollingMapper.toRecord(subject, RollingWindow.HOUR, figures)
                .setFrom(NOON.minus(Duration.ofHours(1)))
                .setTo(NOON)
                .setAsOf(NOON.minusSeconds(3))
                .build();
    }

    private static MetricsPane.Builder pane() {
        return MetricsPane.newBuilder()
                .setAccountId(208)
                .setStart(NOON)
                .setSeconds(60)
                .setFirstResponse(NONE)
                .setAvgResponse(NONE)
                .setResponseTime(NONE)
                .setDuration(NONE)
                .setRatings(List.of())
                .setAnomalies(Map.of());
    }

    @Test
    void carriesEveryFigure() {
        // Given
        MetricsPane pane = pane().setConversations(42)
                .setChats(33)
                .setMissed(6)
                .setOffline(2)
                .setUnclassified(1)
                .setServed(34)
                .setFirstResponse(new SecondsHistogram(4L, 60L, List.of(5, 10, 15, 30), List.of(1L, 1L, 1L, 1L)))
                .setResponseTime(new SecondsHistogram(3L, 10L, List.of(2, 6), List.of(2L, 1L)))
                .setRatings(List.of(0L, 0L, 1L, 4L, 7L))
                .build();

        // When
        RollingMetrics value = record(AGENT, PaneMapper.toPane(pane).counted());

        // Then
        assertThat(value)
                .isEqualTo(RollingMetrics.newBuilder()
                        .setAccountId(208)
                        .setDimension(RollingDimension.AGENT)
                        .setValue("agent:3")
                        .setWindow("PT1H")
                        .setFrom(NOON.minus(Duration.ofHours(1)))
                        .setTo(NOON)
                        .setAsOf(NOON.minusSeconds(3))
                        .setConversations(42)
                        .setChats(33)
                        .setMissed(6)
                        .setOffline(2)
                        .setUnclassified(1)
                        .setServed(34)
                        .setMissedRate(0.153846)
                        .setFirstResponse(new RollingSeconds(4L, 15.0, 10.0, 30.0, 30.0, 30.0))
                        .setResponseTime(new RollingSeconds(3L, 3.333333, 2.0, 6.0, 6.0, 6.0))
                        .setRatings(12)
                        .setRatingMean(4.5)
                        .setCsat(0.916667)
                        .build());
    }

    @Test
    void saysNullWhereNothingCanBeComputed() {
        // When
        RollingMetrics value = record(
                AGENT,
                PaneMapper.toPane(pane().setConversations(1).setOffline(1).build())
                        .counted());

        // Then
        assertThat(value.getMissedRate()).isNull();
        assertThat(value.getRatingMean()).isNull();
        assertThat(value.getCsat()).isNull();
        assertThat(value.getFirstResponse()).isEqualTo(new RollingSeconds(0L, null, null, null, null, null));
    }

    @Test
    void knowsNoOtherDimensions() {
        assertThatThrownBy(() -> record(new Subject(208, new DimensionKey(Dimension.GROUP, "vip")), Aggregate.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GROUP");
    }
}
