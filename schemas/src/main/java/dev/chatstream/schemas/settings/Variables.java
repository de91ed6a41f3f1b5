/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.settings;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Environment variables: {@code CHATSTREAM_} and the key in upper case, dots and dashes as underscores. */
final class Variables {
    static final String PREFIX = "CHATSTREAM_";
    static final String FILE_SUFFIX = "_FILE";

    private static final Pattern SERVICE_LINK_NAME = Pattern.compile(".*_SERVICE_(HOST|PORT(_.*)?)|.*_PORT_\\d+_.*");
    private static final Pattern SERVICE_LINK_VALUE = Pattern.compile("(tcp|udp|sctp)://.*");

    private Variables() {}

    /** The variable's name for the key, without {@link #PREFIX}. */
    static String nameOf(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The key that a variable's name means in an open map: Kafka's and the registry's keys are dotted. */
    static String dotted(String name) {
        String lower = withoutFileSuffix(name).toLowerCase(Locale.ROOT).replace('_', '.');
        return name.endsWith(FILE_SUFFIX) ? lower + Settings.FILE_SUFFIX : lower;
    }

    static String withoutFileSuffix(String name) {
        return name.endsWith(FILE_SUFFIX) ? name.substring(0, name.length() - FILE_SUFFIX.length()) : name;
    }

    /**
     * Settings of the environment. Empty variables count as not set, and so do those that Kubernetes adds for every
     * service in the namespace.
     *
     * @param spelled keys that are set elsewhere; a variable that can mean one of them does
     */
    static Map<String, Setting> read(Map<String, String> environment, Reference reference, Collection<String> spelled) {
        Map<String, String> spelledByName =
                spelled.stream().collect(Collectors.toMap(Variables::nameOf, Function.identity(), (a, b) -> a));
        Map<String, Setting> settings = new TreeMap<>();
        environment.forEach((variable, value) -> {
            if (!variable.startsWith(PREFIX) || value.isBlank() || isServiceLink(variable, value)) {
                return;
            }
            String name = variable.substring(PREFIX.length());
            String key = Optional.ofNullable(spelledByName.get(name))
                    .or(() -> reference.keyOfVariable(name))
                    .orElseGet(() -> dotted(name));
            settings.put(key, new Setting(value.strip(), "environment variable " + variable));
        });
        return settings;
    }

    private static boolean isServiceLink(String variable, String value) {
        return SERVICE_LINK_NAME.matcher(variable).matches()
                || SERVICE_LINK_VALUE.matcher(value).matches();
    }
}
