#!/bin/sh
#
# Copyright 2026 The Chatstream authors
# SPDX-License-Identifier: Apache-2.0
#

# Starts @project.artifactId@ with the jars of ../lib. Signals reach Java itself: it takes this shell's place.
#   JAVA_HOME   Java to use, 17 or newer; without it the java of the PATH
#   JAVA_OPTS   more options for Java, for example -Xmx1g; they count more than the program's own
# Arguments go to the program; --help lists them.
set -eu

program=@project.artifactId@
main=@program.main@
oldest=17

fail() {
    printf '%s: %s\n' "$program" "$1" >&2
    exit 1
}

# The folder of this file, wherever links to it stand.
self=$0
while [ -L "$self" ]; do
    target=$(readlink "$self")
    case $target in
        /*) self=$target ;;
        *) self=$(dirname "$self")/$target ;;
    esac
done
home=$(cd "$(dirname "$self")/.." && pwd -P)

if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, but there is no $java. Set it to the folder of a Java $oldest or newer."
else
    java=$(command -v java) || fail "there is no java on the PATH. Install Java $oldest or newer, or set JAVA_HOME to it."
fi

# The line reads: openjdk version "17.0.15" 2025-04-15; Java 8 and older call themselves 1.8.
version=$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -n 1)
major=${version#1.}
major=${major%%[!0-9]*}
[ -n "$major" ] || fail "$java does not tell its version. Set JAVA_HOME to the folder of a Java $oldest or newer."
[ "$major" -ge "$oldest" ] ||
    fail "needs Java $oldest or newer, but $java is Java $version. Set JAVA_HOME to the folder of a newer one."

# Only where the kernel lends them on request: Java would print a warning, or elsewhere not know the option.
huge=
case $(cat /sys/kernel/mm/transparent_hugepage/enabled 2>/dev/null) in
    *'[madvise]'* | *'[always]'*) huge='@program.java.huge@' ;;
esac

set -- -cp "$home/lib/*" "$main" "$@"
# Out of memory: end at once and be started again rather than live on half broken.
# shellcheck disable=SC2086 # JAVA_OPTS holds several words, and huge may be none
set -- -XX:+ExitOnOutOfMemoryError -Dfile.encoding=UTF-8 $huge @program.java.options@ ${JAVA_OPTS:-} "$@"
# Netty and the embedded databases use native code and Unsafe; newer Javas want to be told that this is meant.
if [ "$major" -ge 24 ]; then
    set -- --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "$@"
fi
exec "$java" "$@"
