/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.failure;

import dev.chatstream.schemas.registry.RegistryException;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A stage of the topology whose unforeseen faults say where they happened, and nothing of what the record holds. That
 * covers whatever Kafka Streams calls of a stage: its start and end, its records, and what it has scheduled here.
 */
public final class Guarded<KIn, VIn, KOut, VOut> implements Processor<KIn, VIn, KOut, VOut> {
    private static final String KAFKA = "org.apache.kafka.";

    private final String operator;
    private final Processor<KIn, VIn, KOut, VOut> stage;
    private @Nullable ProcessorContext<KOut, VOut> context;

    private Guarded(String operator, Processor<KIn, VIn, KOut, VOut> stage) {
        this.operator = operator;
        this.stage = stage;
    }

    /** Guards every instance of a stage. */
    public static <KIn, VIn, KOut, VOut> ProcessorSupplier<KIn, VIn, KOut, VOut> stage(
            String operator, Supplier<? extends Processor<KIn, VIn, KOut, VOut>> stages) {
        return () -> new Guarded<>(operator, stages.get());
    }

    /**
     * Schedules what a stage does by the clock; only here, so that none of it is forgotten.
     *
     * @param operator whose stage it is
     */
    public static Cancellable schedule(
            ProcessorContext<?, ?> context,
            String operator,
            Duration interval,
            PunctuationType clock,
            Punctuator work) {
        return context.schedule(interval, clock, at -> run(operator + ", by the clock", () -> work.punctuate(at)));
    }

    /** Does something in the name of an operator beside a record, in a commit for example. */
    public static void run(String operator, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            throw tellable(e) ? e : ProcessingFailure.at("operator " + operator, e);
        }
    }

    @Override
    public void init(ProcessorContext<KOut, VOut> context) {
        this.context = context;
        run(operator + ", at its start", () -> stage.init(context));
    }

    /** What Kafka Streams throws is its own language; the registry's and the breaker's faults are known ones. */
    @Override
    public void process(Record<KIn, VIn> record) {
        try {
            stage.process(record);
        } catch (RuntimeException e) {
            throw tellable(e) ? e : ProcessingFailure.at(where(), e);
        }
    }

    private static boolean tellable(RuntimeException e) {
        return e instanceof RegistryException
                || e instanceof DlqBreaker.Open
                || e instanceof ProcessingFailure
                || e.getClass().getName().startsWith(KAFKA);
    }

    private String where() {
        ProcessorContext<KOut, VOut> known = context;
        return "operator " + operator
                + (known == null
                        ? ""
                        : known.recordMetadata()
                                .map(record -> ", topic " + record.topic() + ", partition " + record.partition()
                                        + ", offset " + record.offset())
                                .orElse(""));
    }

    @Override
    public void close() {
        run(operator + ", at its end", stage::close);
    }
}
