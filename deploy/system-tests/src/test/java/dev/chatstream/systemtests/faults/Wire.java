/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.faults;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One connection of HTTP/1.1 that is kept open. Unlike a client of a library it never sends anything twice and hides no
 * error: what happens to each request is seen.
 */
final class Wire implements AutoCloseable {
    private static final int CONNECT_MILLIS = 2_000;
    /** Twice the time within which every hook has to be answered. */
    private static final int READ_MILLIS = 10_000;

    private final Socket socket = new Socket();
    private final OutputStream out;
    private final InputStream in;
    private boolean reusable = true;

    /** An answer. Names of headers are in lower case. */
    record Response(int status, Map<String, String> headers, String body) {}

    Wire(int port) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(READ_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            out = socket.getOutputStream();
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    Response post(String path, Map<String, String> headers, byte[] body) throws IOException {
        byte[] head = head(path, headers, body.length);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        out.write(request);
        return response();
    }

    /** Sends the head alone and waits until the other side asks for the body. */
    void begin(String path, Map<String, String> headers, int length) throws IOException {
        Map<String, String> more = new TreeMap<>(headers);
        more.put("Expect", "100-continue");
        out.write(head(path, more, length));
        String line = line();
        if (!line.contains(" 100 ")) {
            throw new IOException("instead of 100: " + line);
        }
        line();
    }

    /** Sends the body of what was begun. */
    Response finish(byte[] body) throws IOException {
        out.write(body);
        return response();
    }

    /** Whether another request may follow. */
    boolean reusable() {
        return reusable;
    }

    private static byte[] head(String path, Map<String, String> headers, int length) {
        StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(length).append("\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private Response response() throws IOException {
        String statusLine = line();
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("closed after " + body.length + " of " + length + " bytes");
        }
        reusable = !"close".equalsIgnoreCase(headers.get("connection"));
        return new Response(
                Integer.parseInt(statusLine.split(" ")[1]), headers, new String(body, StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException("closed after " + line.length() + " characters of a line");
            }
            if (read != '\r') {
                line.append((char) read);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // nothing depends on it any more
        }
    }
}
