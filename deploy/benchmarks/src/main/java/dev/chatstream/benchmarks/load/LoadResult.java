/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the generator measured.
 *
 * @param hooks answers received, whatever their status
 * @param seconds time that it took
 * @param notOk answers with a status of 400 and above
 * @param socketErrors connections that failed, and answers that took longer than the generator waits
 */
public record LoadResult(
        long hooks,
        double seconds,
        long notOk,
        long socketErrors,
        double p50Millis,
        double p99Millis,
        double p999Millis) {
    private static final double MICROS = 1e6;
    private static final double MICROS_PER_MILLI = 1e3;

    /** The line that the generator's script prints at its end. */
    private static final Pattern LINE = Pattern.compile("(?m)^measured((?: \\d+(?:\\.\\d+)?){7})$");

    /** Of those that were answered 200. */
    public double hooksPerSecond() {
        return (hooks - notOk) / seconds;
    }

    public long errors() {
        return notOk + socketErrors;
    }

    static LoadResult parse(String output) {
        Matcher line = LINE.matcher(output);
        if (!line.find()) {
            throw new IllegalStateException("wrk did not measure:\n" + output);
        }
        String[] words = line.group(1).strip().split(" ");
        return new LoadResult(
                Long.parseLong(words[0]),
                Double.parseDouble(words[1]) / MICROS,
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Double.parseDouble(words[4]) / MICROS_PER_MILLI,
                Double.parseDouble(words[5]) / MICROS_PER_MILLI,
                Double.parseDouble(words[6]) / MICROS_PER_MILLI);
    }
}
