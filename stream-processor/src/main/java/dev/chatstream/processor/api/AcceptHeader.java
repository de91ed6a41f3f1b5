/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a caller would read, after RFC 9110: of the ranges that a media type lies in, the most specific one says how
 * much it is liked. What cannot be understood is passed over.
 */
final class AcceptHeader {
    private final List<Range> ranges = new ArrayList<>();

    private record Range(String type, String subtype, double quality, int place) {
        int specificity() {
            return (type.equals("*") ? 0 : 1) + (subtype.equals("*") ? 0 : 1);
        }

        boolean covers(String otherType, String otherSubtype) {
            return (type.equals("*") || type.equals(otherType))
                    && (subtype.equals("*") || subtype.equals(otherSubtype));
        }
    }

    /** @param header values of all headers of this name, separated by commas */
    AcceptHeader(String header) {
        for (String element : header.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = element.split(";");
            String[] names =
                    parts.length == 0 ? new String[0] : parts[0].strip().split("/", -1);
            if (names.length == 1 && names[0].equals("*")) {
                // as old clients write it
                ranges.add(new Range("*", "*", quality(parts), ranges.size()));
            } else if (names.length == 2) {
                ranges.add(new Range(names[0], names[1], quality(parts), ranges.size()));
            }
        }
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                try {
                    double quality = Double.parseDouble(parameter.substring(2));
                    return quality >= 0 && quality <= 1 ? quality : 1;
                } catch (NumberFormatException e) {
                    return 1;
                }
            }
        }
        return 1;
    }

    /** The one liked best, of equal ones that which is named first; empty when none is liked. */
    Optional<Format> best(List<Format> formats) {
        record Liked(Format format, Range range) {}
        return formats.stream()
                .flatMap(format -> rangeOf(format).map(range -> new Liked(format, range)).stream())
                .filter(liked -> liked.range().quality() > 0)
                .min(Comparator.comparingDouble((Liked liked) -> -liked.range().quality())
                        .thenComparingInt(liked -> liked.range().place()))
                .map(Liked::format);
    }

    private Optional<Range> rangeOf(Format format) {
        return ranges.stream()
                .filter(range -> range.covers(format.type(), format.subtype()))
                .max(Comparator.comparingInt(Range::specificity)
                        .thenComparing(Comparator.comparingInt(Range::place).reversed()));
    }
}
