/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.parse;

import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.hook.HookParse;
import dev.chatstream.gateway.hook.HookParser;
import dev.chatstream.gateway.hook.ParsedHook;
import dev.chatstream.gateway.record.HookRecordMapper;
import dev.chatstream.gateway.record.OutgoingRecord;
import dev.chatstream.local.Sample;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Parses a published hook, makes its record, and both; time and memory for each hook. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HookBenchmark {
    private static final int MOST_UNKNOWN = 8 * 1024 * 1024;
    private static final int SCHEMA_ID = 1;

    private final HookParser parser = new HookParser(MOST_UNKNOWN);
    private final HookRecordMapper mapper = new HookRecordMapper();

    @Param({Sample.CURRENT, Sample.LEGACY})
    @SuppressWarnings("NullAway.Init")
    String sample;

    @SuppressWarnings("NullAway.Init")
    private byte[] body;

    @SuppressWarnings("NullAway.Init")
    private ParsedHook parsed;

    /** Reads the sample once. */
    @Setup
    public void read() {
        body = Sample.published(sample).getBytes(StandardCharsets.UTF_8);
        parsed = hookOf(parser.parse(body));
    }

    /** Bytes to the parts of a conversation. */
    @Benchmark
    public HookParse parse() {
        return parser.parse(body);
    }

    /** A conversation to its record: Avro, headers, and the event id, which is a hash of the body. */
    @Benchmark
    public OutgoingRecord encode() {
        return mapper.map(parsed, delivery(), SCHEMA_ID);
    }

    /** All that the gateway does with a hook's content. */
    @Benchmark
    public OutgoingRecord parseAndEncode() {
        return mapper.map(hookOf(parser.parse(body)), delivery(), SCHEMA_ID);
    }

    private Delivery delivery() {
        return new Delivery(body, "smartsupp", Instant.EPOCH, "application/json", null);
    }

    private static ParsedHook hookOf(HookParse parse) {
        return ((HookParse.Parsed) parse).hook();
    }
}
