@NullMarked
package dev.hearken.update.internal.mqtt;

import org.jspecify.annotations.NullMarked;
