/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.backlog;

import dev.chatstream.benchmarks.machine.ProcessUse;

/**
 * How far a program has come with the backlog, and what has been used until then.
 *
 * @param seconds since some begin
 * @param hooks how many are done
 * @param cpu seconds of processor time of the program
 * @param brokerCpu that of the broker
 * @param machineCpu that of everything on the machine
 */
public record Moment(double seconds, long hooks, double cpu, double brokerCpu, double machineCpu) {
    private static final double NANOS = 1e9;

    static Moment now(long hooks, long pid, long broker) {
        return new Moment(
                System.nanoTime() / NANOS,
                hooks,
                ProcessUse.cpuSeconds(pid),
                ProcessUse.cpuSeconds(broker),
                ProcessUse.machineCpuSeconds());
    }

    Moment withHooks(long done) {
        return new Moment(seconds, done, cpu, brokerCpu, machineCpu);
    }

    Moment since(Moment earlier) {
        return new Moment(
                seconds - earlier.seconds,
                hooks - earlier.hooks,
                cpu - earlier.cpu,
                brokerCpu - earlier.brokerCpu,
                machineCpu - earlier.machineCpu);
    }
}
