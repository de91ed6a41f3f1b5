/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of the page, in memory. The page names each of them, so it is their list; they lie in one folder whose name
 * is a hash of them all, so that modules find each other and a browser may keep them for good.
 */
final class Assets {
    /** Stands in the page for the folder. */
    private static final String FOLDER = "@assets@";

    private static final Pattern NAMED = Pattern.compile(FOLDER + "/([a-z-]+\\.[a-z]+)");
    private static final int HASH_BYTES = 10;
    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final String folder;
    private final String page;

    Assets() {
        String template = new String(read("index.html"), StandardCharsets.UTF_8);
        Matcher named = NAMED.matcher(template);
        while (named.find()) {
            files.put(named.group(1), read(named.group(1)));
        }
        this.folder = "/assets/" + hash(files);
        this.page = template.replace(FOLDER, folder);
    }

    /** The page, in HTML. */
    String page() {
        return page;
    }

    /** Path of the folder, with the hash, without a slash at its end. */
    String folder() {
        return folder;
    }

    /** The file of this name. */
    Optional<byte[]> file(String name) {
        return Optional.ofNullable(files.get(name));
    }

    static String mediaType(String name) {
        String type = MEDIA_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalStateException("nobody knows the media type of " + name);
        }
        return type;
    }

    private static byte[] read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream("/dashboard/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no resource dashboard/" + name + " on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("resource dashboard/" + name, e);
        }
    }

    private static String hash(SortedMap<String, byte[]> files) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            files.forEach((name, bytes) -> {
                sha256.update(name.getBytes(StandardCharsets.UTF_8));
                sha256.update(bytes);
            });
            return HexFormat.of().formatHex(sha256.digest(), 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
