@NullMarked
package dev.hearken.models.api;

import org.jspecify.annotations.NullMarked;
