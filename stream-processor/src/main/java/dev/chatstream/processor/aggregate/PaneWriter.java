/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Encoder;

/**
 * Writes panes field by field in the order of the schema of {@code MetricsPane}, straight from what was counted: every
 * hook touches several. A test holds it to the very bytes that Avro would write.
 */
public final class PaneWriter implements DatumWriter<Pane> {
    private static final Count[] COUNTS = Count.values();

    @Override
    public void setSchema(Schema schema) {
        // there is one that it can write
    }

    @Override
    public void write(Pane pane, Encoder out) throws IOException {
        PaneKey key = pane.key();
        Aggregate counted = pane.counted();
        out.writeLong(key.accountId());
        out.writeEnum(key.about().dimension().ordinal());
        out.writeString(key.about().value());
        out.writeLong(key.start().toEpochMilli());
        out.writeInt(pane.seconds());
        for (Count count : COUNTS) {
            out.writeLong(counted.count(count));
        }
        histogram(counted.firstResponse(), out);
        histogram(counted.avgResponse(), out);
        histogram(counted.responseTime(), out);
        histogram(counted.duration(), out);
        ratings(counted, out);
        anomalies(counted.anomalies(), out);
    }

    private static void histogram(Histogram histogram, Encoder out) throws IOException {
        int size = histogram.buckets();
        out.writeLong(histogram.count());
        out.writeLong(histogram.sum());
        out.writeArrayStart();
        out.setItemCount(size);
        for (int i = 0; i < size; i++) {
            out.startItem();
            out.writeInt(histogram.indexAt(i));
        }
        out.writeArrayEnd();
        out.writeArrayStart();
        out.setItemCount(size);
        for (int i = 0; i < size; i++) {
            out.startItem();
            out.writeLong(histogram.countAt(i));
        }
        out.writeArrayEnd();
    }

    /** All five or none. */
    private static void ratings(Aggregate counted, Encoder out) throws IOException {
        boolean any = false;
        for (int stars = 1; stars <= Aggregate.BEST_RATING; stars++) {
            any |= counted.ratings(stars) != 0;
        }
        out.writeArrayStart();
        out.setItemCount(any ? Aggregate.BEST_RATING : 0);
        for (int stars = 1; any && stars <= Aggregate.BEST_RATING; stars++) {
            out.startItem();
            out.writeLong(counted.ratings(stars));
        }
        out.writeArrayEnd();
    }

    private static void anomalies(Map<String, Long> anomalies, Encoder out) throws IOException {
        out.writeMapStart();
        out.setItemCount(anomalies.size());
        for (Map.Entry<String, Long> anomaly : anomalies.entrySet()) {
            out.startItem();
            out.writeString(anomaly.getKey());
            out.writeLong(anomaly.getValue());
        }
        out.writeMapEnd();
    }
}
