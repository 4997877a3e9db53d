package dev.otter.engine.kafka.session;

import dev.otter.engine.run.StopSignal;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks about topics and makes them, each call with a client of its own. Thread-safe. Failures of
 * the brokers are {@link KafkaSessionException}.
 */
public final class Topics {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final KafkaClients clients;

    public Topics(KafkaClients clients) {
        this.clients = clients;
    }

    /**
     * Makes a topic that does not exist.
     *
     * @param partitions how many; empty for as many as the brokers make by themselves
     * @param config settings of a new topic
     * @throws OtterException TOPIC_UNUSABLE when the name cannot be one, or the brokers refuse it
     */
    public void ensure(String name, Optional<Integer> partitions, Map<String, String> config) {
        requireName(name);
        try (Admin admin = clients.admin()) {
            if (described(admin, name).isEmpty()) {
                make(admin, new NewTopic(name, partitions, Optional.empty()).configs(config));
            }
        }
    }

    /** Makes those topics that do not exist, with few questions; fails as {@link #ensure}. */
    public void ensureAll(Collection<String> names) {
        names.forEach(this::requireName);
        try (Admin admin = clients.admin()) {
            Set<String> there = Answers.of(admin.listTopics().names());
            for (String name : names) {
                if (!there.contains(name)) {
                    make(admin, new NewTopic(name, Optional.empty(), Optional.empty()));
                }
            }
        }
    }

    private void requireName(String name) {
        if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw unusable(
                    name,
                    "'" + name + "' cannot be the name of a topic",
                    "Give the table another name with 'target': letters, digits, '.', '_', '-'.");
        }
    }

    private void make(Admin admin, NewTopic topic) {
        try {
            Answers.of(admin.createTopics(List.of(topic)).all());
            awaitKnown(admin, topic.name());
        } catch (KafkaSessionException e) {
            if (Answers.caused(e, TopicExistsException.class)) {
                return;
            }
            if (e.fault() == KafkaFault.REFUSED || invalid(e)) {
                throw refused(topic.name(), e);
            }
            throw e;
        }
    }

    /** A new topic is not known to all brokers at once. */
    private static void awaitKnown(Admin admin, String name) {
        StopSignal never = new StopSignal();
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Answers.LIMIT_SECONDS);
        while (true) {
            try {
                Answers.of(admin.describeConfigs(List.of(topic)).values().get(topic));
                Answers.of(admin.describeTopics(List.of(name)).topicNameValues().get(name));
                return;
            } catch (KafkaSessionException e) {
                if (!Answers.caused(e, UnknownTopicOrPartitionException.class)
                        || System.nanoTime() > deadline) {
                    throw e;
                }
            }
            try {
                never.pause(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw KafkaSessionException.of(e);
            }
        }
    }

    private OtterException refused(String name, KafkaSessionException e) {
        return new OtterException(
                ErrorCode.TOPIC_UNUSABLE,
                "topic " + name + " does not exist and cannot be made: " + e.getMessage(),
                clients.place(),
                "Make the topic, or let the account make it.",
                e.getCause());
    }

    private static boolean invalid(Throwable e) {
        return Answers.caused(e, org.apache.kafka.common.errors.InvalidTopicException.class)
                || Answers.caused(e, org.apache.kafka.common.errors.InvalidReplicationFactorException.class)
                || Answers.caused(e, org.apache.kafka.common.errors.InvalidConfigurationException.class);
    }

    private OtterException unusable(String name, String what, String remedy) {
        return new OtterException(
                ErrorCode.TOPIC_UNUSABLE, what, clients.place() + ", topic " + name, remedy);
    }

    /** How many partitions a topic has; empty when there is none of this name. */
    public Optional<Integer> partitions(String name) {
        try (Admin admin = clients.admin()) {
            return described(admin, name).map(found -> found.partitions().size());
        }
    }

    private static Optional<TopicDescription> described(Admin admin, String name) {
        try {
            return Optional.of(
                    Answers.of(admin.describeTopics(List.of(name)).topicNameValues().get(name)));
        } catch (KafkaSessionException e) {
            if (Answers.caused(e, UnknownTopicOrPartitionException.class)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whether old records of a key go when newer ones come. */
    public boolean compacted(String name) {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        try (Admin admin = clients.admin()) {
            return Answers.of(admin.describeConfigs(List.of(topic)).values().get(topic))
                    .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                    .value()
                    .contains(TopicConfig.CLEANUP_POLICY_COMPACT);
        }
    }

    /**
     * Fails unless a topic keeps the last record of each key, for ever and in one partition.
     *
     * @throws OtterException TOPIC_UNUSABLE
     */
    public void requireLasting(String name) {
        int partitions = partitions(name).orElse(0);
        if (partitions != 1 || !compacted(name)) {
            throw unusable(
                    name,
                    "it has "
                            + partitions
                            + " partitions"
                            + (compacted(name) ? "" : " and is not compacted"),
                    "Otter keeps its progress there: it must have one partition and"
                            + " cleanup.policy=compact. Delete it while no pipeline runs, and it is"
                            + " made anew; the pipeline then begins anew.");
        }
    }

    /** The offset behind the last record of a partition, of transactions that are open included. */
    public long highWatermark(TopicPartition partition) {
        try (Admin admin = clients.admin()) {
            return Answers.of(
                            admin.listOffsets(
                                            Map.of(partition, OffsetSpec.latest()),
                                            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                                    .partitionResult(partition))
                    .offset();
        }
    }
}
