/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.facts;

import dev.chatstream.avro.Channel;
import dev.chatstream.avro.Conversation;
import dev.chatstream.avro.HookDialect;
import dev.chatstream.avro.HookOrigin;
import dev.chatstream.avro.Message;
import dev.chatstream.avro.MessageType;
import dev.chatstream.avro.Visitor;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a conversation what facts are made of, and passes over the rest: names, addresses, pages, texts and whatever
 * is unknown are null or empty. Reads field by field in the order of today's schema; a test holds it to the facts that
 * Avro's own reader leads to.
 */
public final class OutlineReader implements DatumReader<Conversation> {
    private static final MessageType[] TYPES = MessageType.values();
    private static final HookDialect[] DIALECTS = HookDialect.values();

    @Override
    public void setSchema(Schema schema) {
        // there is one that it can read
    }

    @Override
    public Conversation read(@Nullable Conversation reuse, Decoder in) throws IOException {
        long accountId = in.readLong();
        Instant beginAt = instant(in);
        Instant endAt = instant(in);
        Channel channel = channel(in);
        Visitor visitor = present(in) ? visitor(in) : null;
        skipPaths(in);
        List<Message> messages = messages(in);
        skipUnknown(in);
        return new Conversation(accountId, beginAt, endAt, channel, visitor, List.of(), messages, Map.of(), origin(in));
    }

    private static Channel channel(Decoder in) throws IOException {
        Channel channel = new Channel(
                in.readLong(),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                number(in),
                number(in),
                number(in),
                number(in),
                number(in),
                number(in),
                null);
        skipOptionalText(in);
        return channel;
    }

    private static Visitor visitor(Decoder in) throws IOException {
        if (present(in)) {
            in.readLong();
        }
        skipOptionalText(in); // name
        skipOptionalText(in); // email
        skipOptionalText(in); // note
        String group = text(in);
        skipOptionalText(in); // ipAddress
        skipOptionalText(in); // city
        String countryCode = text(in);
        skipOptionalText(in); // country
        skipOptionalText(in); // userAgent
        skipOptionalText(in); // platform
        skipOptionalText(in); // referer
        for (long left = in.readMapStart(); left > 0; left = in.mapNext()) {
            for (; left > 0; left--) {
                skipText(in);
                skipOptionalText(in);
                skipOptionalText(in);
                in.readEnum();
            }
        }
        return new Visitor(null, null, null, null, group, null, null, countryCode, null, null, null, null, Map.of());
    }

    private static void skipPaths(Decoder in) throws IOException {
        for (long left = in.readArrayStart(); left > 0; left = in.arrayNext()) {
            for (; left > 0; left--) {
                skipOptionalText(in);
                skipOptionalText(in);
            }
        }
    }

    private static List<Message> messages(Decoder in) throws IOException {
        List<Message> messages = new ArrayList<>();
        for (long left = in.readArrayStart(); left > 0; left = in.arrayNext()) {
            for (; left > 0; left--) {
                messages.add(message(in));
            }
        }
        return messages;
    }

    /** Who sent it matters of an agent's alone, what it says of the system's. */
    private static Message message(Decoder in) throws IOException {
        MessageType type = constant(in, TYPES);
        skipOptionalText(in);
        String from = textIf(type == MessageType.AGENT, in);
        String content = textIf(type == MessageType.SYSTEM, in);
        Instant sentAt = present(in) ? instant(in) : null;
        String triggeredBy = text(in);
        skipOptionalText(in);
        return new Message(type, null, from, content, sentAt, triggeredBy, null);
    }

    private static void skipUnknown(Decoder in) throws IOException {
        for (long left = in.readMapStart(); left > 0; left = in.mapNext()) {
            for (; left > 0; left--) {
                skipText(in);
                skipText(in);
            }
        }
    }

    private static HookOrigin origin(Decoder in) throws IOException {
        return new HookOrigin(in.readString(), instant(in), constant(in, DIALECTS), in.readString());
    }

    private static Instant instant(Decoder in) throws IOException {
        return Instant.ofEpochMilli(in.readLong());
    }

    private static boolean present(Decoder in) throws IOException {
        int branch = in.readIndex();
        if (branch < 0 || branch > 1) {
            throw new AvroTypeException("branch " + branch + " of a union of two");
        }
        return branch == 1;
    }

    private static @Nullable Long number(Decoder in) throws IOException {
        return present(in) ? in.readLong() : null;
    }

    private static @Nullable String text(Decoder in) throws IOException {
        return present(in) ? in.readString() : null;
    }

    private static @Nullable String textIf(boolean wanted, Decoder in) throws IOException {
        if (wanted) {
            return text(in);
        }
        skipOptionalText(in);
        return null;
    }

    private static void skipOptionalText(Decoder in) throws IOException {
        if (present(in)) {
            skipText(in);
        }
    }

    /** Not by Avro's way of skipping, which takes a negative length for a step back. */
    private static void skipText(Decoder in) throws IOException {
        long length = in.readLong();
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw new AvroTypeException("a text of " + length + " bytes");
        }
        in.skipFixed((int) length);
    }

    private static <E> E constant(Decoder in, E[] constants) throws IOException {
        int ordinal = in.readEnum();
        if (ordinal < 0 || ordinal >= constants.length) {
            throw new AvroTypeException("symbol " + ordinal + " of an enum of " + constants.length);
        }
        return constants[ordinal];
    }
}
