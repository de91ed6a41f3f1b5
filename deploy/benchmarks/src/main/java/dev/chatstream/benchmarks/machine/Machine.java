/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The machine that is measured on. */
public final class Machine {
    private static final Pattern TOTAL = Pattern.compile("MemTotal:\\s+(\\d+) kB");
    private static final Pattern MODEL = Pattern.compile("model name\\s*: (.+)");
    private static final double KIB_PER_GB = 1024.0 * 1024;

    private Machine() {}

    /** What a reader of figures must know of it. */
    public static String description() {
        return "%d cores (%s), %.0f GiB of memory, Linux %s, JDK %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        first(MODEL, "/proc/cpuinfo", "unknown model"),
                        Double.parseDouble(first(TOTAL, "/proc/meminfo", "0")) / KIB_PER_GB,
                        System.getProperty("os.version"),
                        Runtime.version());
    }

    private static String first(Pattern pattern, String file, String otherwise) {
        try {
            Matcher found = pattern.matcher(Files.readString(Path.of(file)));
            return found.find() ? found.group(1) : otherwise;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Processes that use more than that share of a processor, by what they are; this one does not count. */
    public static Map<String, Double> busy(double share) throws InterruptedException {
        Map<Long, Double> before = used();
        TimeUnit.SECONDS.sleep(1);
        Map<String, Double> busy = new TreeMap<>();
        used().forEach((pid, seconds) -> {
            double used = seconds - before.getOrDefault(pid, seconds);
            if (used > share && pid != ProcessHandle.current().pid()) {
                String command = ProcessHandle.of(pid)
                        .flatMap(handle -> handle.info().command())
                        .orElse("?");
                busy.put("process " + pid + " (" + command + ")", used);
            }
        });
        return busy;
    }

    private static Map<Long, Double> used() {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .collect(Collectors.toMap(pid -> pid, Machine::cpuSecondsIfAlive));
    }

    private static double cpuSecondsIfAlive(long pid) {
        try {
            return ProcessUse.cpuSeconds(pid);
        } catch (UncheckedIOException e) {
            return 0;
        }
    }
}
