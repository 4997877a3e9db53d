package dev.otter.manager.settings;

import dev.otter.manager.http.HttpConfig;
import dev.otter.manager.store.StoreConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that a manager is told at its start.
 *
 * @param http where it serves
 * @param store where it keeps its configuration
 * @param keyFile the key with which passwords are sealed
 * @param control where nodes connect
 * @param zookeeper where nodes meet
 * @param monitor what it watches
 * @param mail how it sends alarms
 * @param notices sentences about keys that are not needed any more
 */
public record ManagerSettings(
        HttpConfig http,
        StoreConfig store,
        Path keyFile,
        Control control,
        ZooKeeper zookeeper,
        Monitor monitor,
        Mail mail,
        List<String> notices) {

    public ManagerSettings {
        notices = List.copyOf(notices);
    }

    /**
     * Where nodes connect.
     *
     * @param host address of the interface; empty for all
     * @param port TCP port
     * @param payloadMax largest message, in bytes
     * @param authority folder of the authority that issues nodes' certificates
     */
    public record Control(String host, int port, int payloadMax, Path authority) {}

    /**
     * Where nodes meet.
     *
     * @param servers {@code host:port}, divided by commas; empty for the embedded server
     * @param sessionTimeout silence after which a node counts as gone
     * @param embedded the manager's own server, which runs when there are no others
     * @param login how the manager and its nodes show themselves there
     */
    public record ZooKeeper(
            Optional<String> servers,
            Duration sessionTimeout,
            Embedded embedded,
            KeeperLogin login) {}

    /**
     * How the manager and its nodes show themselves to ZooKeeper.
     *
     * @param wanted false when they do not, and their tree is open to everybody
     * @param secret given by the operator; empty for one that the manager makes; never printed
     */
    public record KeeperLogin(boolean wanted, Optional<String> secret) {
        /** With a secret that the manager makes. */
        public static final KeeperLogin OWN = new KeeperLogin(true, Optional.empty());

        /** With none. */
        public static final KeeperLogin OFF = new KeeperLogin(false, Optional.empty());

        @Override
        public String toString() {
            return wanted ? "login" : "no login";
        }
    }

    /**
     * The manager's own ZooKeeper.
     *
     * @param host address of the interface; empty for all
     * @param port TCP port; 0 for any free one
     * @param address what nodes are told as its host
     * @param folder where it keeps its data
     */
    public record Embedded(String host, int port, String address, Path folder) {}

    /**
     * What the manager watches.
     *
     * @param enabled whether alarm rules are evaluated
     * @param interval time between two evaluations
     * @param recoverPaused whether paused channels are started again
     */
    public record Monitor(boolean enabled, Duration interval, boolean recoverPaused) {}

    /**
     * How alarms are sent.
     *
     * @param host mail server
     * @param port its port
     * @param user account; empty to send no mail
     * @param password the account's password; never printed
     */
    public record Mail(String host, int port, Optional<String> user, Optional<String> password) {
        @Override
        public String toString() {
            return user.map(name -> name + "@").orElse("") + host + ":" + port;
        }
    }
}
