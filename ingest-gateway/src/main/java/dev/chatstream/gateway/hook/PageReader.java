/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import com.fasterxml.jackson.core.JsonToken;
import dev.chatstream.avro.PageVisit;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads an element of {@code /paths}. */
final class PageReader {
    private PageReader() {}

    /** The page; an empty one, so that the others keep their index, when the element is no object. */
    static PageVisit read(JsonCursor cursor) throws IOException {
        @Nullable String url = null;
        @Nullable String title = null;
        if (cursor.at(JsonToken.START_OBJECT)) {
            int puts = cursor.unknown().puts();
            while (cursor.nextMember(puts)) {
                switch (cursor.name()) {
                    case "url" -> url = cursor.text();
                    case "title" -> title = cursor.text();
                    default -> cursor.keep();
                }
            }
        } else {
            cursor.keep();
        }
        return new PageVisit(url, title);
    }
}
