/** Layouts of the kernel's structures, and the C library. */
@org.jspecify.annotations.NullMarked
package dev.hearken.drivers.panel.internal;
