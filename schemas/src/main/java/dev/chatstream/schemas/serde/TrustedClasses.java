/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.serde;

import org.apache.avro.Conversion;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro that the generated classes of this project may be made from data. Since 1.12.2 Avro refuses every class
 * that nobody vouched for, even in a generated builder, and offers only a JVM-wide switch to do so.
 *
 * <p>Not a conversion in earnest: Avro loads conversions as services when the first generated class is initialised, so
 * this one is always in time, in every program that has the jar, without a flag on its command line.
 */
public final class TrustedClasses extends Conversion<TrustedClasses> {
    private static final String GENERATED = "dev.chatstream.avro.";

    /** For Avro, by {@link java.util.ServiceLoader}. */
    public TrustedClasses() {
        synchronized (TrustedClasses.class) {
            ClassSecurityValidator.ClassSecurityPredicate others = ClassSecurityValidator.getGlobal();
            if (!(others instanceof WithGenerated)) {
                ClassSecurityValidator.setGlobal(new WithGenerated(others));
            }
        }
    }

    private record WithGenerated(ClassSecurityValidator.ClassSecurityPredicate others)
            implements ClassSecurityValidator.ClassSecurityPredicate {
        @Override
        public boolean isTrusted(Class<?> type) {
            return type.getName().startsWith(GENERATED) || others.isTrusted(type);
        }
    }

    @Override
    public Class<TrustedClasses> getConvertedType() {
        return TrustedClasses.class;
    }

    @Override
    public String getLogicalTypeName() {
        return "chatstream-trusted-classes";
    }
}
