/** The speaker as a service of systemd: readiness, watchdog, and the network it may reach. */
@NullMarked
package dev.hearken.app.internal.service;

import org.jspecify.annotations.NullMarked;
