/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process takes of the machine, as Linux tells it below /proc. */
public final class ProcessUse {
    /** Linux shows times to programs in hundredths of a second, whatever the kernel's own clock. */
    private static final double TICKS = 100;

    /** Fields of /proc/pid/stat, counted from the one behind the name. */
    private static final int USER = 11;

    private static final int ENDED_CHILDREN = 13;

    /** Fields of /proc/stat. */
    private static final int IDLE = 4;

    private static final int WAITING = 5;
    private static final int STOLEN = 8;
    private static final double KIB_PER_MB = 1024;

    private ProcessUse() {}

    /** Seconds of processor time that the process has used. */
    public static double cpuSeconds(long pid) {
        return seconds(pid, USER);
    }

    /** Seconds of processor time of all children that this process has waited for. */
    public static double endedChildrenCpuSeconds() {
        return seconds(ProcessHandle.current().pid(), ENDED_CHILDREN);
    }

    /** Seconds of processor time that all processes and the kernel have used. */
    public static double machineCpuSeconds() {
        try {
            String[] fields = Files.readString(Path.of("/proc/stat"))
                    .lines()
                    .findFirst()
                    .orElseThrow()
                    .split(" +");
            long ticks = 0;
            for (int field = 1; field <= STOLEN; field++) {
                ticks += field == IDLE || field == WAITING ? 0 : Long.parseLong(fields[field]);
            }
            return ticks / TICKS;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double seconds(long pid, int field) {
        String stat = read(pid, "stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[field]) + Long.parseLong(fields[field + 1])) / TICKS;
    }

    /** Memory that the process has now, in MiB. */
    public static double residentMegabytes(long pid) {
        return read(pid, "status")
                        .lines()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow()
                / KIB_PER_MB;
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
