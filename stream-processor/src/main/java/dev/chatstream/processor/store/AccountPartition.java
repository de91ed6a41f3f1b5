/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** In which partition everything of an account is: where the gateway's producer puts its hooks, by the key's hash. */
public final class AccountPartition {
    private AccountPartition() {}

    public static int of(long accountId, int partitions) {
        byte[] key = Long.toString(accountId).getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
