/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import dev.chatstream.processor.cluster.Group;
import dev.chatstream.processor.cluster.Hops;
import dev.chatstream.processor.cluster.Peers;
import dev.chatstream.processor.query.PartitionReader;

/**
 * What it takes to answer for all instances together.
 *
 * @param group who has what
 * @param hops questions of the others to this instance
 * @param peers questions of this instance to the others
 * @param reads threads to read local state on
 * @param local the state on this instance
 */
public record Cluster(Group group, Hops hops, Peers peers, Reads reads, PartitionReader local) {}
