/** Datagrams on Unix sockets, which Java does not have. */
@NullMarked
package dev.hearken.drivers.systemd.internal;

import org.jspecify.annotations.NullMarked;
