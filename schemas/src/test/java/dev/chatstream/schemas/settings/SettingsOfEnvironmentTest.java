/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsOfEnvironmentTest {
    private static final String REFERENCE = "settings-test-reference.conf";

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final Properties properties = new Properties();
    private Optional<Path> file = Optional.empty();

    private Settings load() {
        return Settings.load(REFERENCE, file, environment, properties);
    }

    @Test
    void variablesReachOpenMaps() {
        environment.put("CHATSTREAM_KAFKA_BOOTSTRAP_SERVERS", "broker:9092");
        environment.put("CHATSTREAM_KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
        environment.put("CHATSTREAM_REGISTRY_SCHEMA_REGISTRY_URL", "http://registry");

        Settings settings = load();

        assertThat(settings.map("kafka"))
                .isEqualTo(Map.of("bootstrap.servers", "broker:9092", "security.protocol", "SASL_SSL"));
        assertThat(settings.map("registry")).isEqualTo(Map.of("schema.registry.url", "http://registry"));
    }

    @Test
    void variablesReachEntriesOfMaps() {
        environment.put("CHATSTREAM_SOURCES_MY_SHOP_TOKEN", "t");
        environment.put("CHATSTREAM_SOURCES_MY_SHOP_HMAC_SECRET", "h");
        environment.put("CHATSTREAM_ACCOUNTS_208_TIMEZONE", "Europe/Prague");

        Settings settings = load();

        assertThat(settings.children("sources")).containsExactly("my-shop");
        assertThat(settings.secret("sources.my-shop.token")).contains("t");
        assertThat(settings.secret("sources.my-shop.hmac-secret")).contains("h");
        assertThat(settings.string("accounts.208.timezone")).isEqualTo("Europe/Prague");
    }

    @Test
    void aVariableMeansAKeyThatAnotherPlaceSpellsOut() {
        properties.setProperty("chatstream.sources.my_shop.accounts", "1");
        properties.setProperty("chatstream.sources.my_shop.token", "");
        environment.put("CHATSTREAM_SOURCES_MY_SHOP_ACCOUNTS", "2");

        assertThat(load().children("sources")).containsExactly("my_shop");
    }

    @ParameterizedTest
    @CsvSource({
        "CHATSTREAM_HTTP_PORT, tcp://10.0.0.1:80",
        "CHATSTREAM_GATEWAY_SERVICE_HOST, 10.0.0.1",
        "CHATSTREAM_GATEWAY_SERVICE_PORT_OPS, 8480",
        "CHATSTREAM_GATEWAY_PORT_8080_TCP_ADDR, 10.0.0.1",
        "CHATSTREAM_HTTP_PORT, ''",
        "PATH, /bin",
    })
    void variablesOfKubernetesServicesAndEmptyOnesAreNoSettings(String variable, String value) {
        environment.put(variable, value);

        assertThat(load().integer("http.port", 0, 65_535)).isEqualTo(8080);
    }

    @Test
    void secretMayStandInAFile() throws IOException {
        // Given
        Path secret = Files.writeString(folder.resolve("token"), "s3cret\n");
        environment.put("CHATSTREAM_ADMIN_TOKEN_FILE", secret.toString());
        environment.put("CHATSTREAM_SOURCES_SHOP_TOKEN_FILE", secret.toString());
        properties.setProperty("chatstream.sources.other.hmac-secret-file", secret.toString());
        environment.put("CHATSTREAM_KAFKA_SASL_JAAS_CONFIG_FILE", secret.toString());

        // When
        Settings settings = load();

        // Then
        assertThat(settings.secret("admin.token")).contains("s3cret");
        assertThat(settings.secret("sources.shop.token")).contains("s3cret");
        assertThat(settings.secret("sources.other.hmac-secret")).contains("s3cret");
        assertThat(settings.map("kafka")).containsEntry("sasl.jaas.config", "s3cret");
        assertThat(settings.printable()).contains(secret.toString()).doesNotContain("s3cret");
    }

    @Test
    void aSecretIsSetInOnePlaceOnly() {
        environment.put("CHATSTREAM_ADMIN_TOKEN_FILE", "/run/secrets/token");
        properties.setProperty("chatstream.admin.token", "s3cret");

        assertThatThrownBy(() -> load().secret("admin.token"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("either admin.token or admin.token-file, not both")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void anUnreadableSecretFileIsNamed() {
        environment.put("CHATSTREAM_ADMIN_TOKEN_FILE", "/no/such/file");

        assertThatThrownBy(() -> load().secret("admin.token"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("admin.token-file: \"/no/such/file\", set by environment variable"
                        + " CHATSTREAM_ADMIN_TOKEN_FILE (expected: a readable text file)");
    }

    @Test
    void onlySecretsHaveFiles() {
        environment.put("CHATSTREAM_HTTP_PORT_FILE", "/run/port");

        assertThatThrownBy(this::load).hasMessageContaining("unknown key http.port-file");
    }

    @ParameterizedTest
    @CsvSource({
        "registry.basic.auth.user.info, true",
        "registry.bearer.auth.token, true",
        "kafka.sasl.jaas.config, true",
        "kafka.ssl.truststore.password, true",
        "kafka.ssl.keystore.key, true",
        "sources.shop.hmac-secret, true",
        "registry.basic.auth.credentials.source, false",
        "kafka.ssl.keystore.location, false",
        "sources.shop.token-file, false",
        "http.port, false",
    })
    void secretsAreKnownByTheirNames(String key, boolean secret) {
        assertThat(Masking.isSecret(key)).isEqualTo(secret);
    }

    @Test
    void printedSettingsShowOriginsAndNoSecrets() {
        // Given
        properties.setProperty("chatstream.sources.shop.token", "s3cret");
        properties.setProperty("chatstream.registry.schema.registry.url", "http://me:s3cret@registry:8081");
        environment.put("CHATSTREAM_KAFKA_SASL_JAAS_CONFIG", "password=\"s3cret\"");

        // When
        String printed = load().printable();

        // Then
        assertThat(printed)
                .doesNotContain("s3cret")
                .contains("http.port = 8080  # default\n")
                .contains("sources.shop.token = ****  # system property chatstream.sources.shop.token\n")
                .contains("registry.schema.registry.url = http://****@registry:8081  #")
                .contains("kafka.sasl.jaas.config = ****  # environment variable CHATSTREAM_KAFKA_SASL_JAAS_CONFIG\n");
    }
}
