package dev.hearken.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Certificates of a few days made with the JDK's keytool. */
public final class TestCertificates {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path folder;
    private final KeyStore store;

    public TestCertificates(Path folder) throws Exception {
        this.folder = folder;
        generate("ca", "CN=Hearken Test CA", "EC", "-ext", "bc:c");
        generate("stranger", "CN=Another CA", "EC", "-ext", "bc:c");
        generate("broker", "CN=broker", "EC", "-signer", "ca", "-ext", "san=dns:localhost,ip:127.0.0.1");
        generate("elsewhere", "CN=elsewhere", "EC", "-signer", "ca", "-ext", "san=dns:elsewhere.test");
        generate("speaker", "CN=speaker", "RSA", "-signer", "ca");
        store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("keys.p12"))) {
            store.load(in, PASSWORD);
        }
    }

    private void generate(String alias, String name, String algorithm, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1", "-genkeypair", "-keystore", folder.resolve("keys.p12").toString(), "-storetype", "PKCS12",
                "-storepass", new String(PASSWORD), "-alias", alias, "-dname", name, "-keyalg", algorithm, "-validity", "3"));
        command.addAll(List.of(more));
        Path log = folder.resolve("keytool.log");
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertTrue(keytool.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, keytool.exitValue(), () -> log.toString());
    }

    public Path certificate(String alias) throws Exception {
        Certificate certificate = store.getCertificate(alias);
        return pem(alias + ".crt", "CERTIFICATE", certificate.getEncoded());
    }

    public Path key(String alias) throws Exception {
        return pem(alias + ".key", "PRIVATE KEY", store.getKey(alias, PASSWORD).getEncoded());
    }

    private Path pem(String file, String kind, byte[] der) throws Exception {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.write(folder.resolve(file), ("-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n")
                .getBytes(StandardCharsets.US_ASCII));
    }
}
