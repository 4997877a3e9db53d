package dev.otter.app;

import dev.otter.app.command.Surroundings;
import dev.otter.app.operate.ApplyCommand;
import dev.otter.app.operate.CheckOperationCommand;
import dev.otter.app.operate.CopyOperationCommand;
import dev.otter.app.operate.DdlOperationCommand;
import dev.otter.app.operate.DeleteCommand;
import dev.otter.app.operate.DescribeCommand;
import dev.otter.app.operate.DiffCommand;
import dev.otter.app.operate.EnrolmentCommand;
import dev.otter.app.operate.ExportCommand;
import dev.otter.app.operate.GetCommand;
import dev.otter.app.operate.ImportCommand;
import dev.otter.app.operate.LoginCommand;
import dev.otter.app.operate.LogoutCommand;
import dev.otter.app.operate.LogsCommand;
import dev.otter.app.operate.NodeListCommand;
import dev.otter.app.operate.NodeSecretCommand;
import dev.otter.app.operate.OneOperationCommand;
import dev.otter.app.operate.OperationCommand;
import dev.otter.app.operate.ResyncOperationCommand;
import dev.otter.app.operate.RunCommand;
import dev.otter.app.operate.StandbyOperationCommand;
import dev.otter.app.otter4.Otter4Command;
import dev.otter.app.process.NodeCommand;
import picocli.CommandLine;

/** The subcommands that talk to a manager. */
final class RemoteCommands {
    private RemoteCommands() {}

    static void add(CommandLine line, Surroundings surroundings) {
        line.addSubcommand(new LoginCommand(surroundings));
        line.addSubcommand(new LogoutCommand(surroundings));
        line.addSubcommand(new GetCommand(surroundings));
        line.addSubcommand(new DescribeCommand(surroundings));
        line.addSubcommand(new DiffCommand(surroundings));
        line.addSubcommand(new ApplyCommand(surroundings));
        line.addSubcommand(new DeleteCommand(surroundings));
        line.addSubcommand(new ExportCommand(surroundings));
        CommandLine imports = new CommandLine(new ImportCommand(surroundings));
        imports.addSubcommand(new Otter4Command(surroundings));
        line.addSubcommand(imports);
        for (RunCommand.Order order : RunCommand.Order.values()) {
            line.addSubcommand(order.word(), run(surroundings, order));
        }
        line.addSubcommand(new LogsCommand(surroundings));
        line.addSubcommand(operation(surroundings));
        line.addSubcommand(node(surroundings));
    }

    private static CommandLine operation(Surroundings surroundings) {
        CommandLine operation = new CommandLine(new OperationCommand(surroundings));
        operation.addSubcommand(new CopyOperationCommand(surroundings));
        operation.addSubcommand(new CheckOperationCommand(surroundings));
        operation.addSubcommand(new ResyncOperationCommand(surroundings));
        operation.addSubcommand(new DdlOperationCommand(surroundings));
        operation.addSubcommand(new StandbyOperationCommand(surroundings));
        for (OneOperationCommand.Act act : OneOperationCommand.Act.values()) {
            CommandLine command = new CommandLine(new OneOperationCommand(surroundings, act));
            command.getCommandSpec().usageMessage().description(act.text());
            operation.addSubcommand(act.word(), command);
        }
        return operation;
    }

    private static CommandLine run(Surroundings surroundings, RunCommand.Order order) {
        CommandLine command = new CommandLine(new RunCommand(surroundings, order));
        String text =
                switch (order) {
                    case START -> "Starts a channel.";
                    case STOP -> "Stops a channel.";
                    case PAUSE -> "Pauses a channel: it keeps its place and nodes hold still.";
                    case RESUME -> "Takes a paused channel up again.";
                };
        command.getCommandSpec().usageMessage().description(text);
        return command;
    }

    private static CommandLine node(Surroundings surroundings) {
        CommandLine node = new CommandLine(new NodeCommand(surroundings));
        node.addSubcommand(new NodeListCommand(surroundings));
        for (EnrolmentCommand.Verdict verdict : EnrolmentCommand.Verdict.values()) {
            CommandLine command = new CommandLine(new EnrolmentCommand(surroundings, verdict));
            command.getCommandSpec()
                    .usageMessage()
                    .description(
                            switch (verdict) {
                                case APPROVE -> "Lets a node in that waits.";
                                case REJECT -> "Turns a node away that waits.";
                            });
            node.addSubcommand(verdict.word(), command);
        }
        node.addSubcommand(new NodeSecretCommand(surroundings));
        return node;
    }
}
