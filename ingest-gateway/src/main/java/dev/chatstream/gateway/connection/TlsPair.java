/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.connection;

import dev.chatstream.gateway.config.TlsConfig;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/** A certificate and its key as read from their files. */
final class TlsPair {
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private final byte[] certificate;
    private final byte[] key;

    private TlsPair(byte[] certificate, byte[] key) {
        this.certificate = certificate;
        this.key = key;
    }

    /**
     * Reads the files.
     *
     * @throws TlsException when one cannot be read
     */
    static TlsPair read(TlsConfig config) throws TlsException {
        return new TlsPair(
                content("http.tls.certificate-file", config.certificate()), content("http.tls.key-file", config.key()));
    }

    private static byte[] content(String setting, Path file) throws TlsException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new TlsException(setting + ": " + file + " does not exist (expected: a PEM file)", e);
        } catch (IOException e) {
            throw new TlsException(setting + ": " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    boolean isSameAs(TlsPair other) {
        return Arrays.equals(certificate, other.certificate) && Arrays.equals(key, other.key);
    }

    /** What Vert.x takes; not yet known to be of any use. */
    PemKeyCertOptions options() {
        return new PemKeyCertOptions().setCertValue(Buffer.buffer(certificate)).setKeyValue(Buffer.buffer(key));
    }

    /**
     * Tries whether it can be used now.
     *
     * @return until when
     * @throws TlsException when it cannot, or no longer
     */
    Instant checkNow(Vertx vertx) throws TlsException {
        Instant expiry = check(vertx);
        if (expiry.isBefore(Instant.now())) {
            throw new TlsException("the certificate expired " + expiry + "; replace it", null);
        }
        return expiry;
    }

    /**
     * Tries whether it can be used, be it as long as it may.
     *
     * @return until when
     * @throws TlsException when it cannot
     */
    Instant check(Vertx vertx) throws TlsException {
        try {
            PemKeyCertOptions options = options();
            String alias = options.loadKeyStore(vertx).aliases().nextElement();
            X509KeyManager keys = keysOf(options.getKeyManagerFactory(vertx).getKeyManagers());
            X509Certificate shown = keys.getCertificateChain(alias)[0];
            if (!belong(keys.getPrivateKey(alias), shown)) {
                throw new TlsException("http.tls: the key is not that of the certificate", null);
            }
            return shown.getNotAfter().toInstant();
        } catch (TlsException e) {
            throw e;
        } catch (Exception e) {
            // Vert.x's reading of keys throws whatever its parts throw.
            throw new TlsException(
                    "http.tls: certificate and key cannot be used: " + e.getMessage()
                            + " (expected: PEM files, the key without a pass phrase)",
                    e);
        }
    }

    private static X509KeyManager keysOf(KeyManager[] managers) throws TlsException {
        for (@Nullable KeyManager manager : managers) {
            if (manager instanceof X509KeyManager found) {
                return found;
            }
        }
        throw new TlsException("http.tls: this Java knows no X.509 keys", null);
    }

    private static boolean belong(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        @Nullable String algorithm = SIGNATURES.get(key.getAlgorithm());
        if (algorithm == null) {
            return true;
        }
        if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
            return false;
        }
        byte[] probe = "probe".getBytes(StandardCharsets.US_ASCII);
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(probe);
        Signature verifying = Signature.getInstance(algorithm);
        verifying.initVerify(certificate.getPublicKey());
        verifying.update(probe);
        return verifying.verify(signing.sign());
    }
}
