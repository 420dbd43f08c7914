@NullMarked
package dev.hearken.models.api.internal;

import org.jspecify.annotations.NullMarked;
