/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * The folder in which Kafka Streams keeps the local state of one application, looked at while none of its stores is
 * open. Changes nothing.
 *
 * @param stateDir the setting state.dir
 * @param applicationId names the folder below it
 */
public record StateFolder(String stateDir, String applicationId) {
    /** Locked by Kafka Streams as long as an instance uses the folder. */
    private static final String LOCK = ".lock";

    public Path path() {
        return Path.of(stateDir, applicationId).toAbsolutePath();
    }

    /** Why Kafka Streams could not use it; empty when it could. */
    public Optional<String> problem() {
        Path folder = path();
        Path existing = folder;
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            return Optional.of("the folder " + folder + " (state.dir) cannot be written to; let the processor's user"
                    + " write there, or choose another folder");
        }
        return isInUse()
                ? Optional.of("the folder " + folder + " (state.dir) is used by another process; stop that one, or give"
                        + " each instance on a machine a state.dir of its own")
                : Optional.empty();
    }

    /** Whether an instance runs in it. */
    public boolean isInUse() {
        try (FileChannel channel = FileChannel.open(path().resolve(LOCK), StandardOpenOption.WRITE);
                @Nullable FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            // by this very process
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // A file that is there and cannot be opened: the start will say so in its own words.
            return false;
        }
    }

    /** The rules by which the stored panes were counted, as far as they can be read; see PaneChanges. */
    public Set<String> bases() throws IOException {
        Set<String> bases = new TreeSet<>();
        if (!Files.isDirectory(path())) {
            return bases;
        }
        try (Stream<Path> tasks = Files.list(path())) {
            for (Path task : tasks.toList()) {
                Path store = task.resolve(Path.of("rocksdb", StoreNames.CONVERSATION));
                if (Files.isDirectory(store)) {
                    basis(store).ifPresent(bases::add);
                }
            }
        }
        return bases;
    }

    private static Optional<String> basis(Path store) throws IOException {
        RocksDB.loadLibrary();
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try (Options options = new Options();
                DBOptions dbOptions = new DBOptions();
                RocksDB rows = RocksDB.openReadOnly(dbOptions, store.toString(), families(options, store), handles)) {
            byte[] basis = rows.get(handles.get(0), Keys.basis().get());
            handles.forEach(ColumnFamilyHandle::close);
            return Optional.ofNullable(basis).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        } catch (RocksDBException e) {
            throw new IOException("the store " + store + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Rows first. */
    private static List<ColumnFamilyDescriptor> families(Options options, Path store) throws RocksDBException {
        List<ColumnFamilyDescriptor> families = new ArrayList<>();
        families.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY));
        for (byte[] name : RocksDB.listColumnFamilies(options, store.toString())) {
            if (!Arrays.equals(name, RocksDB.DEFAULT_COLUMN_FAMILY)) {
                families.add(new ColumnFamilyDescriptor(name));
            }
        }
        return families;
    }
}
