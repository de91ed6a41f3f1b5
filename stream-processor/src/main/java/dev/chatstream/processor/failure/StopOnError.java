/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.failure;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Kafka Streams asks when something fails that nobody foresaw: stop, always. Skipping a record would lose it, and
 * what is known to be no fault of the program went to the dead-letter topic before it could fail. Says where it was and
 * which kind of fault it is; never what the record holds, which a library's message may quote.
 */
public final class StopOnError
        implements DeserializationExceptionHandler, ProcessingExceptionHandler, ProductionExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(StopOnError.class);

    @Override
    public void configure(Map<String, ?> configs) {
        // has no settings
    }

    @Override
    public DeserializationExceptionHandler.Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        tell("a record cannot be deserialized", context, exception);
        return DeserializationExceptionHandler.Response.fail(List.of());
    }

    @Override
    public ProcessingExceptionHandler.Response handleError(
            ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        tell("a record cannot be processed", context, exception);
        return ProcessingExceptionHandler.Response.fail(List.of());
    }

    /** A broker that is slow or away is asked again; Kafka Streams then repeats what was not committed. */
    @Override
    public ProductionExceptionHandler.Response handleError(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
        if (exception instanceof RetriableException) {
            return ProductionExceptionHandler.Response.retry();
        }
        String advice = exception instanceof RecordTooLargeException
                ? "; set max.body as the gateway has it, and the topic's max.message.bytes to twice that and 64 KiB"
                : "";
        tell("a record for " + record.topic() + " is refused" + advice, context, exception);
        return ProductionExceptionHandler.Response.fail(List.of());
    }

    private static void tell(String what, ErrorHandlerContext context, Exception exception) {
        log.atError()
                .addKeyValue("operator", context.processorNodeId())
                .addKeyValue("topic", context.topic())
                .addKeyValue("partition", context.partition())
                .addKeyValue("offset", context.offset())
                .addKeyValue("exception", exception.getClass().getName())
                .log(what);
    }
}
