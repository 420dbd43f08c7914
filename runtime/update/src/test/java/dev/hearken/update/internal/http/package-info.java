@NullMarked
package dev.hearken.update.internal.http;

import org.jspecify.annotations.NullMarked;
