package dev.hearken.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.hub.HubSettings;
import dev.hearken.hub.TestCertificates;
import dev.hearken.update.DeliveryException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsContentSourceTest {

    private static final byte[] DOCUMENT = "{}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private static Path folder;
    private static TestCertificates certificates;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = new TestCertificates(folder);
    }

    private static WebStub server(String certificate, boolean asksForOne) throws Exception {
        HubSettings.Tls files = new HubSettings.Tls(certificates.certificate("ca"), certificates.certificate(certificate), certificates.key(certificate));
        SSLServerSocket listener = (SSLServerSocket) files.context().getServerSocketFactory().createServerSocket(0, 64, InetAddress.getLoopbackAddress());
        listener.setNeedClientAuth(asksForOne);
        return new WebStub(listener, (request, out) -> WebStub.reply(out, "200 OK", DOCUMENT));
    }

    private static HttpContentSource source(WebStub server, HubSettings.Tls tls) throws IOException {
        return new HttpContentSource(HttpSettings.of("https://127.0.0.1:" + server.port() + "/models/").withTls(tls));
    }

    private static void refused(WebStub server, HubSettings.Tls tls) throws IOException {
        try (HttpContentSource source = source(server, tls)) {
            assertEquals(Reason.REFUSED, assertThrows(DeliveryException.class, () -> source.document("timestamp.json", 10)).reason());
        }
        assertTrue(server.requests().isEmpty());
    }

    @Test
    void shouldTrustItsOwnAuthorityAndNobodyElse() throws Exception {
        try (WebStub server = server("broker", false)) {
            refused(server, new HubSettings.Tls(certificates.certificate("stranger"), null, null));
            try (HttpContentSource source = source(server, new HubSettings.Tls(certificates.certificate("ca"), null, null))) {
                assertArrayEquals(DOCUMENT, source.document("timestamp.json", 10));
            }
        }
    }

    @Test
    void shouldRefuseACertificateOfAnotherName() throws Exception {
        try (WebStub server = server("elsewhere", false)) {
            refused(server, new HubSettings.Tls(certificates.certificate("ca"), null, null));
        }
    }

    @Test
    void shouldShowItsOwnCertificateWhereAskedFor() throws Exception {
        try (WebStub server = server("broker", true);
             HttpContentSource source = source(server, new HubSettings.Tls(certificates.certificate("ca"), certificates.certificate("speaker"), certificates.key("speaker")))) {
            assertArrayEquals(DOCUMENT, source.document("timestamp.json", 10));
        }
    }

    @Test
    void shouldNotLeaveEncryptionByARedirect() throws Exception {
        try (WebStub plain = new WebStub((request, out) -> WebStub.reply(out, "200 OK", DOCUMENT)); WebStub server = server("broker", false)) {
            server.answerWith((request, out) -> WebStub.reply(out, "302 Found", new byte[0], "Location: " + plain.url("/timestamp.json")));
            HttpSettings settings = HttpSettings.of("https://127.0.0.1:" + server.port() + "/").withOtherHosts("127.0.0.1")
                .withTls(new HubSettings.Tls(certificates.certificate("ca"), null, null));
            try (HttpContentSource source = new HttpContentSource(settings)) {
                assertEquals(Reason.REFUSED, assertThrows(DeliveryException.class, () -> source.document("timestamp.json", 10)).reason());
            }
            assertTrue(plain.requests().isEmpty());
        }
    }

    @Test
    void shouldNameTheFileThatIsNoCertificate() throws IOException {
        Path empty = Files.createTempFile(folder, "empty", ".pem");
        IOException e = assertThrows(IOException.class,
            () -> new HttpContentSource(HttpSettings.of("https://127.0.0.1/").withTls(new HubSettings.Tls(empty, null, null))));
        assertTrue(e.getMessage().contains(empty.toString()), e.getMessage());
    }
}
