package dev.otter.transport.control;

import dev.otter.model.error.OtterException;
import dev.otter.transport.control.client.ConnectionStatus;
import dev.otter.transport.control.client.ControlListener;
import dev.otter.transport.control.message.Command;
import dev.otter.transport.control.message.Configuration;
import dev.otter.transport.control.message.Fault;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A node's own code that writes down what it is told, and refuses when told to. */
final class RecordingListener implements ControlListener {
    final List<Configuration> configurations = new CopyOnWriteArrayList<>();
    final List<Command> commands = new CopyOnWriteArrayList<>();
    final List<Fault> deletions = new CopyOnWriteArrayList<>();
    final List<ConnectionStatus> states = new CopyOnWriteArrayList<>();
    volatile Optional<OtterException> refusal = Optional.empty();

    @Override
    public void configuration(Configuration configuration) {
        configurations.add(configuration);
        refusal.ifPresent(e -> {
            throw e;
        });
    }

    @Override
    public void deleted(Fault told) {
        deletions.add(told);
    }

    @Override
    public void command(Command command) {
        commands.add(command);
        refusal.ifPresent(e -> {
            throw e;
        });
    }

    @Override
    public void connection(ConnectionStatus status) {
        states.add(status);
    }
}
