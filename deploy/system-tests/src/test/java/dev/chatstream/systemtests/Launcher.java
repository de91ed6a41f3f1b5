/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests;

import dev.chatstream.local.machine.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The launcher as deploy/local/up starts it: a process of its own, whose output goes to a file. */
final class Launcher implements AutoCloseable {
    /**
     * A build that runs in the background ignores Ctrl-C, and so would its children; this undoes it where it exists.
     */
    private static final List<String> HEARS_CTRL_C = List.of("env", "--default-signal=INT");

    private final Process process;
    private final Path output;

    private Launcher(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it on free ports, unless the options say otherwise. */
    static Launcher start(String name, String... options) {
        Installation installation = TestRun.installation();
        Path output = TestRun.dataFolder(name + ".log").toAbsolutePath();
        List<String> command = new ArrayList<>();
        if (System.getProperty("os.name").equals("Linux")) {
            command.addAll(HEARS_CTRL_C);
        }
        command.addAll(List.of(
                Installation.java().toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-Dlog4j2.configurationFile=launcher-log4j2.xml",
                "-cp",
                installation.brokerClasspath(),
                "dev.chatstream.local.LocalMain",
                "--root",
                installation.root().toString(),
                "--data",
                TestRun.dataFolder(name).toAbsolutePath().toString(),
                "--fresh"));
        for (String port : List.of("kafka", "registry", "gateway", "gateway-ops", "api", "processor-ops")) {
            String option = "--" + port + "-port";
            if (!List.of(options).contains(option)) {
                command.addAll(List.of(option, "0"));
            }
        }
        command.addAll(List.of(options));
        try {
            Files.createDirectories(output.getParent());
            return new Launcher(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start(),
                    output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    int exitCode() {
        try {
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                throw new AssertionError("still running: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        children().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
