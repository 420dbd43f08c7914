package dev.hearken.update;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** An Ed25519 key pair of a publisher. In its file it is PEM, private key first, as OpenSSL writes each of them. */
public final class SigningKey {

    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    private final PrivateKey secret;
    private final VerifyingKey verifyingKey;

    private SigningKey(PrivateKey secret, VerifyingKey verifyingKey) {
        this.secret = secret;
        this.verifyingKey = verifyingKey;
    }

    public static SigningKey generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new SigningKey(pair.getPrivate(), VerifyingKey.encoded(pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java 17 has Ed25519", e);
        }
    }

    /**
     * @param pem a private and a public key
     * @throws IllegalArgumentException if it is not, or they do not belong together
     */
    public static SigningKey ofPem(String pem) {
        try {
            PrivateKey secret = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(section(pem, PRIVATE)));
            SigningKey key = new SigningKey(secret, publicOfPem(pem));
            byte[] probe = "probe".getBytes(StandardCharsets.US_ASCII);
            if (!key.verifyingKey.verifies(probe, key.sign(probe))) {
                throw new IllegalArgumentException("The private and the public key of the file do not belong together");
            }
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not an Ed25519 private key", e);
        }
    }

    /** The public key of a file that holds one, alone or behind its private key. */
    public static VerifyingKey publicOfPem(String pem) {
        return VerifyingKey.encoded(section(pem, PUBLIC));
    }

    public VerifyingKey verifyingKey() {
        return verifyingKey;
    }

    /** Both keys. Anyone who reads it can sign. */
    public String secretPem() {
        return pem(PRIVATE, secret.getEncoded()) + publicPem();
    }

    public String publicPem() {
        return pem(PUBLIC, verifyingKey.encoded());
    }

    /** 64 bytes. */
    public byte[] sign(byte[] message) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(secret);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read can sign", e);
        }
    }

    private static byte[] section(String pem, String name) {
        String begin = "-----BEGIN " + name + "-----";
        int from = pem.indexOf(begin);
        int to = from < 0 ? -1 : pem.indexOf("-----END " + name + "-----", from + begin.length());
        if (to < 0) {
            throw new IllegalArgumentException("The file has no " + begin + " with an end");
        }
        return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to).strip());
    }

    private static String pem(String name, byte[] der) {
        return "-----BEGIN " + name + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + name + "-----\n";
    }
}
