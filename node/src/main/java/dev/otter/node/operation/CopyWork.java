package dev.otter.node.operation;

import dev.otter.binlog.wire.WireException;
import dev.otter.engine.pipeline.CopyAsking;
import dev.otter.engine.snapshot.CopyLook;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.node.operation.OperationDoor.Board;
import dev.otter.node.operation.OperationDoor.Outcome;
import dev.otter.transport.control.message.Operation;
import dev.otter.transport.control.message.OperationReport.Progress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** Asks for tables to be copied and watches until they are. One thread. */
final class CopyWork {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Site site;
    private final Halt halt;
    private final Board board;
    private final Pace pace = new Pace();
    private Progress last = Progress.NONE;

    CopyWork(Site site, Halt halt, Board board) {
        this.site = site;
        this.halt = halt;
        this.board = board;
    }

    Outcome run(Operation.Copy copy) throws InterruptedException {
        CopyAsking asking = new CopyAsking(site.name(), site.pipeline());
        List<TableName> tables = asking.ask(Scope.tables(copy.tables()), copy.where().strip());
        Set<TableName> asked = new HashSet<>(tables);
        while (true) {
            List<CopyLook> looks = look(asking, asked);
            if (!looks.isEmpty() && looks.stream().allMatch(CopyLook::ended)) {
                return outcome(looks);
            }
            if (halt.await(LOOK)) {
                throw new CancellationException(
                        "it is no longer watched; the copy that was asked for is done all the"
                                + " same");
            }
        }
    }

    /** Empty when the target cannot be asked just now; that is shown. */
    private List<CopyLook> look(CopyAsking asking, Set<TableName> asked) {
        List<CopyLook> looks;
        try {
            looks = asking.look().stream().filter(look -> asked.contains(look.table())).toList();
        } catch (OtterException e) {
            if (e.code() != ErrorCode.ENDPOINT_UNREACHABLE) {
                throw e;
            }
            return away(e);
        } catch (WireException e) {
            return away(e);
        }
        if (looks.isEmpty()) {
            throw new OtterException(
                    ErrorCode.COPY_RECORD_UNUSABLE,
                    "the request is gone from retl.retl_copy_request on the target",
                    site.place(),
                    "Look who has deleted it, and ask again.");
        }
        show(looks);
        return looks;
    }

    private List<CopyLook> away(RuntimeException e) {
        Progress before = last;
        Progress now =
                new Progress(
                        "the target cannot be asked: " + e.getMessage(),
                        before.rowsDone(),
                        before.rowsTotal(),
                        0,
                        java.util.OptionalLong.empty());
        board.show(() -> now);
        return List.of();
    }

    private void show(List<CopyLook> looks) {
        long done = looks.stream().mapToLong(CopyLook::rows).sum();
        long total = looks.stream().mapToLong(CopyLook::estimated).sum();
        String waits =
                looks.stream().filter(look -> !look.ended()).findFirst().map(this::text).orElse("");
        Progress now = pace.progress(waits, done, total);
        last = now;
        board.show(() -> now);
    }

    private String text(CopyLook look) {
        String what =
                switch (look.stage()) {
                    case ASKED ->
                            site.engine().get().isPresent()
                                    ? "waits until the pipeline sees it"
                                    : "waits until the pipeline runs";
                    case WAITING -> "waits for its turn";
                    case COPYING -> "is copied";
                    case COMPLETING -> "has all rows; its indexes are built";
                    case DONE -> "is copied";
                    case REFUSED -> "is refused";
                };
        return look.table() + " " + what;
    }

    private Outcome outcome(List<CopyLook> looks) {
        List<CopyLook> refused =
                looks.stream().filter(look -> look.stage() == CopyLook.Stage.REFUSED).toList();
        if (!refused.isEmpty()) {
            throw new OtterException(
                    ErrorCode.COPY_REFUSED,
                    "%d of %d tables were refused, the first is %s: %s"
                            .formatted(
                                    refused.size(),
                                    looks.size(),
                                    refused.getFirst().table(),
                                    refused.getFirst().error()),
                    site.place(),
                    "Do what the error says, and ask for them again.");
        }
        long rows = looks.stream().mapToLong(CopyLook::rows).sum();
        return Outcome.of("copied %d rows of %d tables".formatted(rows, looks.size()));
    }
}
