package dev.hearken.hawkbit;

import org.eclipse.hawkbit.autoconfigure.security.EnableHawkbitManagedSecurityConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Device and management interface of hawkBit over an in-memory database. Port and folder come as {@code --server.port=... --org.eclipse.hawkbit.repository.file.path=...}. */
@SpringBootApplication
@EnableHawkbitManagedSecurityConfiguration
public class HawkbitServer {

    public static void main(String[] arguments) {
        SpringApplication.run(HawkbitServer.class, arguments);
    }
}
