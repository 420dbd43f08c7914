/** The machine a speaker runs on, as its board file describes it and as it is. */
@org.jspecify.annotations.NullMarked
package dev.hearken.app.internal.board;
