/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.chatstream.processor.store.BeforeCommit;
import dev.chatstream.processor.support.LogCapture;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.errors.internals.DefaultErrorHandlerContext;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a stage throws, and whatever Kafka Streams then logs, nothing of the record is told. */
class UnforeseenFaultsTest {
    private static final String PERSONAL = "jan@example.com";
    private static final BeforeCommit.Builder BEFORE_COMMIT = new BeforeCommit.Builder();

    /** Passes records on and lets a test throw. */
    private static final class Stage implements Processor<String, String, String, String> {
        private final Consumer<String> work;

        @SuppressWarnings("NullAway.Init") // set by init, which Kafka Streams calls first
        private ProcessorContext<String, String> context;

        Stage(Consumer<String> work) {
            this.work = work;
        }

        @Override
        public void init(ProcessorContext<String, String> context) {
            this.context = context;
        }

        @Override
        public void process(Record<String, String> record) {
            work.accept(record.value());
            context.forward(record);
        }
    }

    private static TopologyTestDriver driver(Consumer<String> first, Consumer<String> second) {
        Topology topology = new Topology();
        topology.addSource("hooks", new StringDeserializer(), new StringDeserializer(), "in");
        topology.addProcessor("first", Guarded.stage("first", () -> new Stage(first)), "hooks");
        topology.addProcessor("second", Guarded.stage("second", () -> new Stage(second)), "first");
        return new TopologyTestDriver(topology, properties());
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, StopOnError.class);
        return properties;
    }

    private static Throwable fault(Consumer<String> first, Consumer<String> second) {
        try (TopologyTestDriver driver = driver(first, second)) {
            return catchThrowable(() -> driver.createInputTopic("in", new StringSerializer(), new StringSerializer())
                    .pipeInput(PERSONAL, PERSONAL));
        }
    }

    private static String text(Throwable fault) {
        StringWriter text = new StringWriter();
        fault.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    @Test
    void sayWhereTheyHappenedAndNotWhatTheRecordHolds() {
        try (LogCapture log = new LogCapture()) {
            // When
            Throwable fault = fault(value -> {}, Integer::parseInt);

            // Then
            assertThat(text(fault))
                    .contains(
                            "operator second, topic in, partition 0, offset 0: java.lang.NumberFormatException",
                            "at java.base/java.lang.Integer.parseInt")
                    .doesNotContain(PERSONAL);
            assertThat(log.text()).contains("a record cannot be processed").doesNotContain(PERSONAL);
        }
    }

    @Test
    void hideThemselvesInCausesToo() {
        // When
        Throwable fault = fault(
                value -> {
                    throw new IllegalStateException(value, new IllegalArgumentException(value));
                },
                value -> {});

        // Then
        assertThat(text(fault))
                .contains("operator first", "Caused by: ", "java.lang.IllegalArgumentException")
                .doesNotContain(PERSONAL);
    }

    @Test
    void letTheBreakerSpeak() {
        // When
        Throwable fault = fault(
                value -> {
                    throw new DlqBreaker.Open(2, 3, Duration.ofSeconds(60));
                },
                value -> {});

        // Then
        assertThat(fault).hasRootCauseInstanceOf(DlqBreaker.Open.class);
        assertThat(Ending.of(fault).exitCode()).isEqualTo(Ending.NEEDS_A_PERSON);
    }

    /** When Kafka Streams calls a stage beside records, and how a fault then names the place. */
    private enum Moment {
        START("operator stage, at its start"),
        STREAM_TIME("operator stage, by the clock"),
        WALL_CLOCK("operator stage, by the clock"),
        COMMIT("operator PROGRESS before a commit"),
        END("operator stage, at its end");

        private final String place;

        Moment(String place) {
            this.place = place;
        }
    }

    /** Fails at one moment and at no other. */
    private record Failing(Moment at) implements Processor<String, String, String, String> {
        @Override
        public void init(ProcessorContext<String, String> context) {
            Duration second = Duration.ofSeconds(1);
            Guarded.schedule(context, "stage", second, PunctuationType.STREAM_TIME, time -> come(Moment.STREAM_TIME));
            Guarded.schedule(
                    context, "stage", second, PunctuationType.WALL_CLOCK_TIME, time -> come(Moment.WALL_CLOCK));
            BeforeCommit beforeCommit = context.getStateStore(BEFORE_COMMIT.name());
            beforeCommit.on(BeforeCommit.Turn.PROGRESS, context, () -> come(Moment.COMMIT));
            come(Moment.START);
        }

        @Override
        public void process(Record<String, String> record) {
            // nothing fails here
        }

        @Override
        public void close() {
            come(Moment.END);
        }

        private void come(Moment moment) {
            if (moment == at) {
                throw new IllegalStateException(PERSONAL, new IllegalArgumentException(PERSONAL));
            }
        }
    }

    private static void runThroughAllMoments(Moment failing) {
        Topology topology = new Topology();
        topology.addSource("hooks", new StringDeserializer(), new StringDeserializer(), "in");
        topology.addProcessor("stage", Guarded.stage("stage", () -> new Failing(failing)), "hooks");
        topology.addStateStore(BEFORE_COMMIT, "stage");
        try (TopologyTestDriver driver = new TopologyTestDriver(topology, properties())) {
            TestInputTopic<String, String> hooks =
                    driver.createInputTopic("in", new StringSerializer(), new StringSerializer());
            hooks.pipeInput(PERSONAL, PERSONAL, Instant.EPOCH);
            hooks.pipeInput(PERSONAL, PERSONAL, Instant.EPOCH.plusSeconds(60));
            driver.advanceWallClockTime(Duration.ofSeconds(60));
        }
    }

    @ParameterizedTest
    @EnumSource
    void areHiddenBesideRecordsToo(Moment moment) {
        try (LogCapture log = new LogCapture()) {
            // When
            Throwable fault = catchThrowable(() -> runThroughAllMoments(moment));

            // Then
            assertThat(text(fault))
                    .contains(
                            moment.place + ": java.lang.IllegalStateException",
                            "Caused by: ",
                            "java.lang.IllegalArgumentException",
                            "UnforeseenFaultsTest")
                    .doesNotContain(PERSONAL);
            assertThat(log.text()).doesNotContain(PERSONAL);
            assertThat(Ending.of(fault).reason()).contains(moment.place);
        }
    }

    private static ProductionExceptionHandler.Response answer(StopOnError handler, Exception exception) {
        ErrorHandlerContext context = new DefaultErrorHandlerContext(
                null, "in", 3, 17, new RecordHeaders(), "facts-sink", new TaskId(0, 3), 0L, new byte[0], new byte[0]);
        return handler.handleError(
                context, new ProducerRecord<>("out", PERSONAL.getBytes(UTF_8), PERSONAL.getBytes(UTF_8)), exception);
    }

    @Test
    void ofTheBrokerStopTheProgramUnlessTheyPass() {
        try (LogCapture log = new LogCapture()) {
            // Given
            StopOnError handler = new StopOnError();

            // When
            ProductionExceptionHandler.Response tooLarge = answer(handler, new RecordTooLargeException("9 bytes"));
            ProductionExceptionHandler.Response slow = answer(handler, new TimeoutException("slow"));

            // Then
            assertThat(tooLarge.result()).isEqualTo(ProductionExceptionHandler.Result.FAIL);
            assertThat(slow.result()).isEqualTo(ProductionExceptionHandler.Result.RETRY);
            assertThat(log.text())
                    .contains("out is refused", "max.message.bytes")
                    .doesNotContain(PERSONAL);
        }
    }
}
