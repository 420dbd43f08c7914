/** The command line: one class a subcommand, exit codes, errors in one line. */
@NullMarked
package dev.hearken.app.internal.cli;

import org.jspecify.annotations.NullMarked;
