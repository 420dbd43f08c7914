package dev.hearken.update;

/**
 * One file of a target.
 *
 * @param path relative, with slashes; cannot leave its folder
 */
public record TargetFile(String path, ContentId content) {
}
