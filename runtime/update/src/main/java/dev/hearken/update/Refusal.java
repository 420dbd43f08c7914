package dev.hearken.update;

import java.util.Locale;

/** Why something that came from outside was not accepted. Each is the answer to a line of the threat table. */
public enum Refusal {
    /** Not the strict JSON, or not the fields, that such a document has. */
    MALFORMED,
    /** More bytes than such a thing may have. */
    OVERSIZED,
    /** No signature by a key that may sign this. */
    WRONG_SIGNER,
    /** Good signatures, but fewer keys than the role demands. */
    THRESHOLD_NOT_MET,
    /** A document of another type, channel or place. */
    MISPLACED,
    /** Older than what was accepted before. */
    ROLLBACK,
    /** The counter of what was accepted before, with other contents. */
    EQUIVOCATION,
    /** The signed timestamp has run out: somebody may be holding newer ones back. */
    STALE,
    /** Signed in what is the future here, or so far ahead that it must be a mistake. */
    FROM_THE_FUTURE,
    /** A document that is not the one the timestamp names. */
    MIX_AND_MATCH,
    /** The timestamp was signed under a newer root than can be had. */
    ROOT_MISSING,
    /** A path or name that could leave its folder, or collide. */
    UNSAFE_NAME,
    /** Bytes that do not have the signed digest. */
    CORRUPT,
    /** Fewer bytes than signed. */
    TRUNCATED,
    /** Not enough room, with the reserve. */
    DISK_FULL,
    /** The disk failed otherwise. */
    DISK_FAULT,
    /** Made for another board, or another version of the runtime. */
    UNSUITABLE,
    /** Failed here before. */
    BLACKLISTED,
    /** Withdrawn by the publisher. */
    REVOKED,
    /** Does not hear what it should, or not fast enough, or crashed while listening to the golden recordings. */
    SELF_TEST,
    /** Worse than its predecessor in real use. */
    SOAK,
    /** The source does not deliver. */
    UNDELIVERED;

    /** For people: {@code wrong signer}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
