package dev.otter.node.work;

import dev.otter.document.json.ConfigJson;
import dev.otter.document.plan.NodePlan;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.node.operation.Operations;
import dev.otter.transport.control.client.ConnectionStatus;
import dev.otter.transport.control.client.ControlListener;
import dev.otter.transport.control.message.Command;
import dev.otter.transport.control.message.Configuration;
import dev.otter.transport.control.message.Fault;
import dev.otter.transport.control.message.OperationOrder;

/** Does what the manager says. The connection's states are logged by the client itself. */
public final class ManagerListener implements ControlListener {
    private final Work work;
    private final ConfigJson json;
    private final Runnable reportNow;
    private final Operations operations;

    public ManagerListener(Work work, ConfigJson json, Runnable reportNow, Operations operations) {
        this.work = work;
        this.json = json;
        this.reportNow = reportNow;
        this.operations = operations;
    }

    @Override
    public void configuration(Configuration configuration) {
        work.apply(NodePlan.fromDocument(configuration.document(), json));
    }

    @Override
    public void deleted(Fault told) {
        work.leave(told.text());
    }

    @Override
    public void command(Command command) {
        switch (command) {
            case Command.ReportNow() -> reportNow.run();
            case Command.SwitchLeader(String pipeline) -> switchLeader(pipeline);
            case Command.Operate(OperationOrder order) -> operations.begin(order);
            case Command.CancelOperation(long id) -> operations.cancel(id);
            case Command.ForgetOperation(long id) -> operations.forget(id);
            case Command.RenewCertificate() ->
                    throw new IllegalStateException("the client renews by itself");
        }
    }

    private void switchLeader(String pipeline) {
        if (!work.giveUp(number(pipeline))) {
            throw new OtterException(
                    ErrorCode.STATE_FORBIDS,
                    "this node does not lead the pipeline",
                    "pipeline " + pipeline,
                    "Look which node leads it now, and try again.");
        }
    }

    private static long number(String pipeline) {
        try {
            return Long.parseLong(pipeline);
        } catch (NumberFormatException e) {
            throw new OtterException(
                    ErrorCode.CONTROL_PROTOCOL,
                    "'" + pipeline + "' is not the number of a pipeline",
                    "",
                    "Bring manager and node to the same version.",
                    e);
        }
    }

    @Override
    public void connection(ConnectionStatus status) {
        // The client logs each change; there is nothing that depends on it.
    }
}
