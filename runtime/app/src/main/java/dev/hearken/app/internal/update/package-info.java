/** Updates on this side of the updater's door: packs as targets, the self-test by listening, the speaker that takes a release over. */
@NullMarked
package dev.hearken.app.internal.update;

import org.jspecify.annotations.NullMarked;
