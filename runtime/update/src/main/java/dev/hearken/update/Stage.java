package dev.hearken.update;

import java.util.Locale;

/**
 * Where an update is. The journal on the disk names the stage that has begun; whatever happens, the next start goes on from there.
 *
 * <table>
 * <caption>Transitions</caption>
 * <tr><th>from</th><th>when</th><th>to</th></tr>
 * <tr><td>IDLE</td><td>a hint, or the time to look</td><td>METADATA</td></tr>
 * <tr><td>METADATA</td><td>a newer release for this board</td><td>DOWNLOAD</td></tr>
 * <tr><td>METADATA</td><td>nothing newer, or refused</td><td>IDLE</td></tr>
 * <tr><td>DOWNLOAD</td><td>all bytes here</td><td>VERIFY</td></tr>
 * <tr><td>DOWNLOAD</td><td>no room, or not to be had</td><td>IDLE</td></tr>
 * <tr><td>VERIFY</td><td>read back from the disk, every digest right</td><td>STAGE</td></tr>
 * <tr><td>VERIFY</td><td>a file is damaged</td><td>DOWNLOAD, at most twice; then IDLE</td></tr>
 * <tr><td>STAGE</td><td>in its place among the releases</td><td>SELF_TEST</td></tr>
 * <tr><td>SELF_TEST</td><td>passed</td><td>ACTIVATE</td></tr>
 * <tr><td>SELF_TEST</td><td>failed, or did not survive three starts</td><td>ROLL_BACK</td></tr>
 * <tr><td>ACTIVATE</td><td>pointers moved, speaker has taken it over</td><td>SOAK</td></tr>
 * <tr><td>ACTIVATE</td><td>the speaker could not take it over</td><td>ROLL_BACK</td></tr>
 * <tr><td>SOAK</td><td>long enough and not worse</td><td>CONFIRM</td></tr>
 * <tr><td>SOAK</td><td>worse, or crashed too often, or withdrawn</td><td>ROLL_BACK</td></tr>
 * <tr><td>CONFIRM</td><td>older releases purged</td><td>IDLE</td></tr>
 * <tr><td>ROLL_BACK</td><td>blacklisted, pointers back, speaker back</td><td>IDLE</td></tr>
 * <tr><td>METADATA to STAGE</td><td>the program starts anew</td><td>METADATA; what was downloaded is kept</td></tr>
 * <tr><td>SELF_TEST to ROLL_BACK</td><td>the program starts anew</td><td>the same</td></tr>
 * </table>
 */
public enum Stage {
    IDLE, METADATA, DOWNLOAD, VERIFY, STAGE, SELF_TEST, ACTIVATE, SOAK, CONFIRM, ROLL_BACK;

    /** For people and documents. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
