/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The paper with the newest result of each benchmark, between marks, so that what people write around them stays. */
public final class Results {
    private final Path folder;

    /**
     * Results of a project.
     *
     * @param folder folder of the benchmarks, in which the paper stands
     */
    public Results(Path folder) {
        this.folder = folder;
    }

    /** When and of what the result is, in a line. */
    public String title() {
        return Instant.now().truncatedTo(ChronoUnit.MINUTES) + ", commit " + commit();
    }

    /** Puts the result in the place of the last one of this benchmark. */
    public void put(String benchmark, String result) {
        String begin = "<!-- begin " + benchmark + " -->\n";
        String end = "<!-- end " + benchmark + " -->";
        Path paper = folder.resolve("RESULTS.md");
        try {
            String text = Files.readString(paper);
            int from = text.indexOf(begin);
            int to = text.indexOf(end);
            if (from < 0 || to < from) {
                throw new IllegalStateException(paper + " has no place for " + benchmark + ": " + begin + end);
            }
            Files.writeString(
                    paper, text.substring(0, from + begin.length()) + result.strip() + "\n" + text.substring(to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String commit() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty")
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? said : "unknown";
        } catch (IOException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}
