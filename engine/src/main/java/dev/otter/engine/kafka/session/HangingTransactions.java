package dev.otter.engine.kafka.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends transactions that brokers have forgotten: one that was killed at the wrong moment may leave
 * a transaction open in a partition of which the coordinator knows nothing any more. Nothing behind
 * its first record can be read by those who read committed records, for ever. How such are told and
 * ended is KIP-664's. Thread-safe.
 */
public final class HangingTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);
    private static final int PARTITIONS_AT_ONCE = 2_000;

    private final KafkaClients clients;
    private final Supplier<Admin> admins;

    public HangingTransactions(KafkaClients clients) {
        this(clients, clients::admin);
    }

    HangingTransactions(KafkaClients clients, Supplier<Admin> admins) {
        this.clients = clients;
        this.admins = admins;
    }

    /** One that hangs, in one partition. */
    private record Hanging(TopicPartition partition, ProducerState state) {
        Holder holder() {
            return new Holder(state.producerId(), state.producerEpoch());
        }

        /** Offset of its first record. */
        long start() {
            return state.currentTransactionStartOffset().orElse(-1);
        }
    }

    /** Whose transaction it is. */
    private record Holder(long producerId, int epoch) {}

    /**
     * Ends what former holders of these ids have left open, in the checkpoint and in those of these
     * topics that can be looked at. No other topic is looked at, for a cluster may have very many:
     * what a former holder has left open in a topic that the pipeline has stopped writing to stays
     * open there.
     *
     * <p>Whoever calls has just initialised the ids: then an older epoch has no transaction that
     * could still end in another way. One that a later holder has opened is left alone. So is one
     * that has ended in the checkpoint: it may have been committed there, and only what is open
     * there as well is sure to count as not sent.
     *
     * @param checkpoint the topic in which each transaction of these ids writes
     * @param topics the others in which they may have written; some may not exist
     * @return in how many partitions there was one
     * @throws KafkaSessionException when brokers do not answer, the account may not end one that
     *     was found, or one has ended in the checkpoint only
     */
    public int end(
            Collection<String> transactionalIds, String checkpoint, Collection<String> topics) {
        try (Admin admin = admins.get()) {
            Map<Long, Integer> epochs = epochs(admin, transactionalIds);
            if (epochs.isEmpty()) {
                return 0;
            }
            Set<String> looked = new TreeSet<>(topics);
            looked.add(checkpoint);
            List<TopicPartition> partitions = partitions(admin, looked);
            List<Hanging> found = new ArrayList<>();
            for (int from = 0; from < partitions.size(); from += PARTITIONS_AT_ONCE) {
                int to = Math.min(partitions.size(), from + PARTITIONS_AT_ONCE);
                found.addAll(hanging(admin, partitions.subList(from, to), epochs));
            }
            requireUnfinished(found, checkpoint);
            found.forEach(one -> abort(admin, one));
            return found.size();
        } catch (KafkaSessionException e) {
            if (!Answers.caused(e, UnsupportedVersionException.class)) {
                throw e;
            }
            LOG.debug("{}: brokers before 3.0 do not tell of open transactions", clients.place());
            return 0;
        }
    }

    /** Present epochs by producer id, of those ids that have no transaction now. */
    private static Map<Long, Integer> epochs(Admin admin, Collection<String> ids) {
        DescribeTransactionsResult answers = admin.describeTransactions(ids);
        Map<Long, Integer> epochs = new HashMap<>();
        for (String id : ids) {
            TransactionDescription one = unlessUnknown(answers.description(id));
            if (one != null
                    && (one.state() == TransactionState.EMPTY
                            || one.state() == TransactionState.COMPLETE_ABORT
                            || one.state() == TransactionState.COMPLETE_COMMIT)) {
                epochs.put(one.producerId(), one.producerEpoch());
            }
        }
        return epochs;
    }

    private static List<TopicPartition> partitions(Admin admin, Set<String> topics) {
        List<TopicPartition> all = new ArrayList<>();
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(topics).topicNameValues();
        answers.forEach((topic, answer) -> {
            TopicDescription described = unlessUnknown(answer);
            if (described != null) {
                described
                        .partitions()
                        .forEach(one -> all.add(new TopicPartition(topic, one.partition())));
            }
        });
        return all;
    }

    private static List<Hanging> hanging(
            Admin admin, List<TopicPartition> partitions, Map<Long, Integer> epochs) {
        DescribeProducersResult answers = admin.describeProducers(partitions);
        List<Hanging> found = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            DescribeProducersResult.PartitionProducerState producers =
                    unlessUnknown(answers.partitionResult(partition));
            if (producers == null) {
                continue;
            }
            for (ProducerState state : producers.activeProducers()) {
                Integer epoch = epochs.get(state.producerId());
                if (epoch != null
                        && state.producerEpoch() < epoch
                        && state.currentTransactionStartOffset().isPresent()) {
                    found.add(new Hanging(partition, state));
                }
            }
        }
        return found;
    }

    private static void requireUnfinished(List<Hanging> found, String checkpoint) {
        Set<Holder> unfinished =
                found.stream()
                        .filter(one -> one.partition().topic().equals(checkpoint))
                        .map(Hanging::holder)
                        .collect(Collectors.toSet());
        for (Hanging one : found) {
            if (!unfinished.contains(one.holder())) {
                throw KafkaSessionException.late(
                        ("a broker has left a transaction open in topic %s, partition %d, from offset"
                                        + " %d on, which has ended elsewhere: what it holds there may count"
                                        + " as sent. End it with 'kafka-transactions.sh abort --topic %s"
                                        + " --partition %d --start-offset %d', then compare that topic with"
                                        + " its table: rows of one transaction may be missing")
                                .formatted(
                                        one.partition().topic(),
                                        one.partition().partition(),
                                        one.start(),
                                        one.partition().topic(),
                                        one.partition().partition(),
                                        one.start()));
            }
        }
    }

    private void abort(Admin admin, Hanging one) {
        ProducerState state = one.state();
        try {
            Answers.of(
                    admin.abortTransaction(
                                    new AbortTransactionSpec(
                                            one.partition(),
                                            state.producerId(),
                                            (short) state.producerEpoch(),
                                            state.coordinatorEpoch().orElse(0)))
                            .all());
            LOG.warn(
                    "{}: topic {}: ended a transaction that a broker had left open at offset {}",
                    clients.place(),
                    one.partition(),
                    one.start());
        } catch (KafkaSessionException e) {
            if (!Answers.caused(e, AuthorizationException.class)) {
                throw e;
            }
            throw KafkaSessionException.late(
                    ("a broker has left a transaction open in topic %s, partition %d, and the account"
                                    + " may not end it (ALTER on the cluster): 'kafka-transactions.sh"
                                    + " abort --topic %s --partition %d --start-offset %d' does")
                            .formatted(
                                    one.partition().topic(),
                                    one.partition().partition(),
                                    one.partition().topic(),
                                    one.partition().partition(),
                                    one.start()));
        }
    }

    /** Null for what is gone, or not ours to look at. */
    private static <T> T unlessUnknown(KafkaFuture<T> future) {
        try {
            return Answers.of(future);
        } catch (KafkaSessionException e) {
            if (Answers.caused(e, UnknownTopicOrPartitionException.class)
                    || Answers.caused(e, TransactionalIdNotFoundException.class)
                    || Answers.caused(e, AuthorizationException.class)) {
                return null;
            }
            throw e;
        }
    }
}
