/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.systemtests.monitoring.Expression.Selector;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A name that is overlooked would never be looked for. */
class ExpressionTest {
    @Test
    void finds_metrics_with_the_labels_they_are_selected_by() {
        // When
        Expression expression = Expression.of(
                "1 - sum(increase(a_bucket{le=\"30.0\", x=\"}\"}[1h])) / (sum by (le, job) (rate(b_count[$__rate_interval]))"
                        + " or vector(0)) > bool 0.02 * 7 * 24");

        // Then
        assertThat(expression.selectors())
                .containsExactly(
                        new Selector("a_bucket", Map.of("le", "30.0", "x", "}")), new Selector("b_count", Map.of()));
        assertThat(expression.groupings()).containsExactlyInAnyOrder("le", "job");
    }

    @Test
    void finds_metrics_that_stand_alone_or_between_operators() {
        // When
        Expression expression = Expression.of("min_over_time(a[5m]) > 0 and deriv(b:c[10m]) > 0 or d - time() unless"
                + " on (instance) up{job=\"x\"} == 0");

        // Then
        assertThat(expression.selectors()).extracting(Selector::metric).containsExactly("a", "b:c", "d", "up");
        assertThat(expression.groupings()).containsExactly("instance");
    }
}
