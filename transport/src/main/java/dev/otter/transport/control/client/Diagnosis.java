package dev.otter.transport.control.client;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.transport.control.message.Fault;
import io.grpc.Status;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why a call failed, in words that help. */
final class Diagnosis {
    private Diagnosis() {}

    static Fault of(Throwable error) {
        Optional<OtterException> own = cause(error, OtterException.class);
        if (own.isPresent()) {
            return Fault.of(own.get());
        }
        Status status = Status.fromThrowable(error);
        return switch (status.getCode()) {
            case RESOURCE_EXHAUSTED ->
                    Fault.of(
                            ErrorCode.MANAGER_BUSY,
                            "The manager has no room: " + status.getDescription(),
                            "Nothing to do: the node tries again by itself.");
            case UNIMPLEMENTED ->
                    Fault.of(
                            ErrorCode.CONTROL_PROTOCOL,
                            "Something else than a manager answers",
                            "Look at otter.manager.address: the port for nodes is usually 1099.");
            case DEADLINE_EXCEEDED -> unreachable("The manager does not answer in time");
            default -> broken(error, status);
        };
    }

    private static Fault broken(Throwable error, Status status) {
        Optional<SSLException> tls = cause(error, SSLException.class);
        if (tls.isPresent() && isCertificateAlert(tls.get())) {
            return Fault.of(
                    ErrorCode.NODE_CERTIFICATE_REFUSED,
                    "The manager refuses this node's certificate: " + tls.get().getMessage(),
                    "Compare the clocks of both machines; if they agree, delete node.pem in the"
                            + " node's identity folder.");
        }
        if (error.getCause() == null) {
            return unreachable("The connection fails: " + status.getDescription());
        }
        Throwable root = error.getCause();
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return unreachable("The connection fails: " + root.getMessage());
    }

    private static boolean isCertificateAlert(SSLException error) {
        String text = String.valueOf(error.getMessage());
        return text.contains("alert") && text.contains("certificate");
    }

    static Fault unreachable(String what) {
        return Fault.of(
                ErrorCode.MANAGER_UNREACHABLE,
                what,
                "Start the manager, or correct otter.manager.address; look for a firewall between"
                        + " here and there.");
    }

    private static <T extends Throwable> Optional<T> cause(Throwable error, Class<T> kind) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (kind.isInstance(at)) {
                return Optional.of(kind.cast(at));
            }
        }
        return Optional.empty();
    }
}
