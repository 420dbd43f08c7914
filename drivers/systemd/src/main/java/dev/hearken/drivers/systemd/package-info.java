/** What a service tells systemd: that it is ready, that it is alive, that it ends. */
@NullMarked
package dev.hearken.drivers.systemd;

import org.jspecify.annotations.NullMarked;
