/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import dev.chatstream.avro.MetricsPane;
import dev.chatstream.avro.SecondsHistogram;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Encoder;

/** Writes panes field by field in the order of the schema, for the same reason and under the same test as facts. */
final class PaneWriter implements DatumWriter<MetricsPane> {

    @Override
    public void setSchema(Schema schema) {
        // there is one that it can write
    }

    @Override
    public void write(MetricsPane pane, Encoder out) throws IOException {
        out.writeLong(pane.getAccountId());
        out.writeEnum(pane.getDimension().ordinal());
        out.writeString(pane.getValue());
        out.writeLong(pane.getStart().toEpochMilli());
        out.writeInt(pane.getSeconds());
        out.writeLong(pane.getConversations());
        out.writeLong(pane.getChats());
        out.writeLong(pane.getMissed());
        out.writeLong(pane.getOffline());
        out.writeLong(pane.getUnclassified());
        out.writeLong(pane.getServed());
        out.writeLong(pane.getEndedUnanswered());
        out.writeLong(pane.getTriggered());
        out.writeLong(pane.getCompleted());
        out.writeLong(pane.getDropped());
        histogram(pane.getFirstResponse(), out);
        histogram(pane.getAvgResponse(), out);
        histogram(pane.getResponseTime(), out);
        histogram(pane.getDuration(), out);
        longs(pane.getRatings(), out);
        out.writeMapStart();
        out.setItemCount(pane.getAnomalies().size());
        for (Map.Entry<String, Long> anomaly : pane.getAnomalies().entrySet()) {
            out.startItem();
            out.writeString(anomaly.getKey());
            out.writeLong(anomaly.getValue());
        }
        out.writeMapEnd();
    }

    private static void histogram(SecondsHistogram histogram, Encoder out) throws IOException {
        out.writeLong(histogram.getCount());
        out.writeLong(histogram.getSum());
        out.writeArrayStart();
        out.setItemCount(histogram.getIndexes().size());
        for (int index : histogram.getIndexes()) {
            out.startItem();
            out.writeInt(index);
        }
        out.writeArrayEnd();
        longs(histogram.getCounts(), out);
    }

    private static void longs(List<Long> numbers, Encoder out) throws IOException {
        out.writeArrayStart();
        out.setItemCount(numbers.size());
        for (long number : numbers) {
            out.startItem();
            out.writeLong(number);
        }
        out.writeArrayEnd();
    }
}
