package dev.otter.cluster.ensemble;

import dev.otter.cluster.connection.FourLetterWord;
import dev.otter.cluster.connection.ServerAddress;
import dev.otter.cluster.connection.ServerList;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks each server of an ensemble how it is, all at once, by the four-letter word {@code srvr},
 * which ZooKeeper always allows. Needs no connection of ours. Thread-safe.
 */
public final class EnsembleHealth {
    private final ServerList servers;
    private final Duration limit;

    /**
     * @param limit how long each server may take to be reached and to answer
     */
    public EnsembleHealth(ServerList servers, Duration limit) {
        this.servers = servers;
        this.limit = limit;
    }

    /** Asks all of them; takes at most the limit, and some for looking up names. */
    public List<ServerHealth> ask() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<ServerAddress> all = servers.all();
            List<Future<ServerHealth>> answers = new ArrayList<>();
            for (ServerAddress server : all) {
                answers.add(threads.submit(() -> ask(server)));
            }
            List<ServerHealth> health = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                health.add(answer(all.get(i), answers.get(i)));
            }
            return List.copyOf(health);
        }
    }

    private static ServerHealth answer(ServerAddress server, Future<ServerHealth> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            return new ServerHealth.Silent(server, String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ServerHealth.Silent(server, "the question was interrupted");
        }
    }

    private ServerHealth ask(ServerAddress server) {
        try {
            return SrvrAnswer.health(server, FourLetterWord.ask(server, "srvr", limit));
        } catch (IOException e) {
            return new ServerHealth.Silent(server, String.valueOf(e.getMessage()));
        }
    }
}
