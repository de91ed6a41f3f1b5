/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import dev.chatstream.gateway.config.TlsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Self-signed certificates for localhost as PEM files, made by Java's own keytool. */
final class Certificates {
    private static final String PASSWORD = "changeit";

    private final Path folder;

    Certificates(Path folder) {
        this.folder = folder;
    }

    TlsConfig files() {
        return new TlsConfig(folder.resolve("cert.pem"), folder.resolve("key.pem"), Duration.ofSeconds(10));
    }

    /** Makes a new pair in place of the last one and gives its certificate. */
    Certificate renew(String algorithm) {
        return renew(algorithm, "-0d");
    }

    /** The same with one that was valid until some days ago. */
    void renewExpired(String algorithm) {
        renew(algorithm, "-60d");
    }

    private Certificate renew(String algorithm, String from) {
        return put(newPair(folder, algorithm, from));
    }

    /** Puts a pair there that is the same for every test, because keytool takes its time. */
    Certificate shared() {
        return put(Shared.PAIR);
    }

    private static final class Shared {
        static final Pair PAIR = newPair(Path.of(System.getProperty("java.io.tmpdir")), "EC", "-0d");
    }

    private record Pair(Certificate certificate, Key key) {}

    private Certificate put(Pair pair) {
        try {
            write(files().certificate(), "CERTIFICATE", pair.certificate().getEncoded());
            write(files().key(), "PRIVATE KEY", pair.key().getEncoded());
            return pair.certificate();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Pair newPair(Path folder, String algorithm, String from) {
        Path file = folder.resolve(algorithm + System.nanoTime() + ".p12");
        try {
            KeyStore store = newStore(file, algorithm, from);
            Files.delete(file);
            return new Pair(store.getCertificate("test"), store.getKey("test", PASSWORD.toCharArray()));
        } catch (GeneralSecurityException | IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore newStore(Path file, String algorithm, String from)
            throws GeneralSecurityException, IOException, InterruptedException {
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-startdate",
                        from,
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IllegalStateException("keytool made no certificate");
        }
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    private static void write(Path file, String kind, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    /** What a client needs that trusts this certificate alone. */
    static SSLContext trusting(Certificate certificate) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("test", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
