package dev.hearken.update;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** An Ed25519 public key (RFC 8032). Equal by its bytes. */
public final class VerifyingKey {

    static final int LENGTH = 32;

    /** What stands before the 32 bytes in a SubjectPublicKeyInfo of Ed25519 (RFC 8410, section 4). */
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final byte[] raw;
    private final PublicKey key;

    private VerifyingKey(byte[] raw, PublicKey key) {
        this.raw = raw;
        this.key = key;
    }

    /**
     * @param raw the 32 bytes of the key
     * @throws IllegalArgumentException if they are no point of the curve
     */
    public static VerifyingKey of(byte[] raw) {
        if (raw.length != LENGTH) {
            throw new IllegalArgumentException("An Ed25519 key has 32 bytes, not " + raw.length);
        }
        byte[] encoded = Arrays.copyOf(PREFIX, PREFIX.length + LENGTH);
        System.arraycopy(raw, 0, encoded, PREFIX.length, LENGTH);
        return encoded(encoded);
    }

    /** @param encoded SubjectPublicKeyInfo, DER */
    static VerifyingKey encoded(byte[] encoded) {
        try {
            if (encoded.length != PREFIX.length + LENGTH || !Arrays.equals(PREFIX, Arrays.copyOf(encoded, PREFIX.length))) {
                throw new IllegalArgumentException("Not an Ed25519 public key");
            }
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
            return new VerifyingKey(Arrays.copyOfRange(encoded, PREFIX.length, encoded.length), key);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not an Ed25519 public key", e);
        }
    }

    /** SHA-256 of the 32 bytes, in hexadecimal. */
    public String id() {
        return Digests.sha256(raw);
    }

    public byte[] raw() {
        return raw.clone();
    }

    /** SubjectPublicKeyInfo, DER. */
    byte[] encoded() {
        return key.getEncoded();
    }

    /** Whether the signature is by this key and over exactly these bytes. */
    public boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException | InvalidKeyException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java 17 has Ed25519", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifyingKey that && Arrays.equals(raw, that.raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw);
    }
}
