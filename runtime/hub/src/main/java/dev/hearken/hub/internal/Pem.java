package dev.hearken.hub.internal;

import dev.hearken.hub.HubSettings.Tls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS from PEM files, with the JDK's means only. */
public final class Pem {

    private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String KEY_END = "-----END PRIVATE KEY-----";
    private static final char[] NO_PASSWORD = new char[0];

    private Pem() {
    }

    /** @throws IOException naming the file that is missing or unusable, in a user's words */
    public static SSLContext context(@Nullable Tls files) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(files == null ? null : keys(files), files == null ? null : trust(files.ca()), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new UnusableFileException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static TrustManager @Nullable [] trust(@Nullable Path ca) throws IOException, GeneralSecurityException {
        if (ca == null) {
            return null;
        }
        KeyStore store = emptyStore();
        int n = 0;
        for (Certificate certificate : certificates(ca)) {
            store.setCertificateEntry("ca" + n++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager @Nullable [] keys(Tls files) throws IOException, GeneralSecurityException {
        Path certificate = files.certificate();
        Path key = files.key();
        if (certificate == null || key == null) {
            return null;
        }
        KeyStore store = emptyStore();
        store.setKeyEntry("speaker", privateKey(key), NO_PASSWORD, certificates(certificate).toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    static Collection<? extends Certificate> certificates(Path file) throws IOException {
        try {
            Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(read(file)));
            if (found.isEmpty()) {
                throw new UnusableFileException(file + ": no certificate in it (PEM expected)");
            }
            return found;
        } catch (CertificateException e) {
            throw new UnusableFileException(file + ": not a PEM certificate: " + e.getMessage(), e);
        }
    }

    static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        String text = new String(read(file), StandardCharsets.US_ASCII);
        int begin = text.indexOf(KEY_BEGIN);
        int end = text.indexOf(KEY_END);
        if (begin < 0 || end < begin) {
            throw new UnusableFileException(file + ": no unencrypted PKCS#8 key (\"BEGIN PRIVATE KEY\") in it; convert it with: "
                    + "openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
        }
        PKCS8EncodedKeySpec spec;
        try {
            spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text.substring(begin + KEY_BEGIN.length(), end)));
        } catch (IllegalArgumentException e) {
            throw new UnusableFileException(file + ": damaged key: " + e.getMessage(), e);
        }
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // Not a key of this kind: try the next.
            }
        }
        throw new UnusableFileException(file + ": neither an RSA, an EC nor an Ed25519 key");
    }

    /** A file, or the set-up made from it, that cannot be used; the message is for the user. */
    static final class UnusableFileException extends IOException {
        UnusableFileException(String message) {
            super(message);
        }

        UnusableFileException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UnusableFileException(file + ": cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
