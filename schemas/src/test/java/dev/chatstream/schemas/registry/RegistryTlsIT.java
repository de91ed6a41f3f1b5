/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** TLS and client certificates with stores made by the JDK's keytool. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistryTlsIT {
    private static final String PASSWORD = "changeit";

    private Path folder;

    private final Map<String, String> configuration = new HashMap<>();
    private HttpsServer server;

    @BeforeAll
    void start(@TempDir Path newFolder) throws IOException, InterruptedException {
        folder = newFolder;
        makeStore("server");
        makeStore("client");
        makeStore("stranger");
        SSLContext tls = RegistryTls.contextOf(stores("server", "client")).orElseThrow();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters ssl = tls.getDefaultSSLParameters();
                ssl.setNeedClientAuth(true);
                parameters.setSSLParameters(ssl);
            }
        });
        server.createContext(
                "/",
                exchange -> RegistryStub.send(
                        exchange, 200, "{\"schema\":\"\\\"string\\\"\"}".getBytes(StandardCharsets.UTF_8)));
        server.start();
    }

    @AfterAll
    void stop() {
        server.stop(0);
    }

    @BeforeEach
    void configure() {
        configuration.clear();
        configuration.put(
                "schema.registry.url",
                "https://127.0.0.1:" + server.getAddress().getPort());
        configuration.put("max.retries", "0");
    }

    @Test
    void aTrustedRegistryIsAskedWithTheClientsCertificate() {
        configuration.putAll(stores("client", "server"));

        assertThat(byId()).isEqualTo(Schema.create(Schema.Type.STRING));
    }

    @Test
    void aTrustStoreMayBePem() {
        configuration.putAll(stores("client", "server"));
        configuration.put("schema.registry.ssl.truststore.type", "PEM");
        configuration.put(
                "schema.registry.ssl.truststore.location",
                folder.resolve("server.pem").toString());
        configuration.remove("schema.registry.ssl.truststore.password");

        assertThat(byId()).isEqualTo(Schema.create(Schema.Type.STRING));
    }

    @Test
    void aRegistryThatIsNotTrustedIsNotAsked() {
        configuration.putAll(stores("client", "stranger"));

        RegistryException failure = catchThrowableOfType(RegistryException.class, this::byId);

        assertThat(failure).hasMessageContaining("PKIX path building failed");
    }

    @Test
    void withoutACertificateTheRegistryRefuses() {
        configuration.putAll(stores("stranger", "server"));

        assertThat(catchThrowableOfType(RegistryException.class, this::byId).retriable())
                .isTrue();
    }

    private Schema byId() {
        try (SchemaRegistry registry = SchemaRegistry.open(configuration)) {
            return registry.byId(1);
        }
    }

    private Map<String, String> stores(String own, String trusted) {
        return Map.of(
                "schema.registry.ssl.keystore.type",
                "PKCS12",
                "schema.registry.ssl.keystore.location",
                folder.resolve(own + ".p12").toString(),
                "schema.registry.ssl.keystore.password",
                PASSWORD,
                "schema.registry.ssl.key.password",
                PASSWORD,
                "schema.registry.ssl.truststore.type",
                "PKCS12",
                "schema.registry.ssl.truststore.location",
                folder.resolve(trusted + ".trust.p12").toString(),
                "schema.registry.ssl.truststore.password",
                PASSWORD);
    }

    private void makeStore(String name) throws IOException, InterruptedException {
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1",
                "-keystore",
                name + ".p12");
        keytool("-exportcert", "-rfc", "-alias", name, "-file", name + ".pem", "-keystore", name + ".p12");
        keytool("-importcert", "-noprompt", "-alias", name, "-file", name + ".pem", "-keystore", name + ".trust.p12");
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
