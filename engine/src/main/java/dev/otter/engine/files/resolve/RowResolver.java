package dev.otter.engine.files.resolve;

import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.files.copy.FileJob;
import dev.otter.engine.files.store.FilePath;
import dev.otter.engine.files.store.UnsafePathException;
import dev.otter.engine.transform.processor.ProcessorHost;
import dev.otter.engine.transform.processor.ProcessorHost.Answer;
import dev.otter.engine.transform.processor.ProcessorImage;
import dev.otter.model.config.mapping.FileRules;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.extend.FileResolver;
import dev.otter.model.extend.RowImage;
import dev.otter.model.extend.RowProcessor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the files of rows of one entry. Belongs to the reading thread; a user's class is called on
 * the host's thread.
 */
public final class RowResolver {
    private final FileRules rules;
    private final ProcessorHost host;
    private final int perRow;
    private final Optional<RowProcessor> called;

    /** What the user's class has answered, by the image it was asked about. */
    private final Map<RowImage, List<String>> answered =
            Collections.synchronizedMap(new IdentityHashMap<>());

    /** The paths of one image, or why there are none. */
    private record Paths(List<FilePath> paths, OtterException refusal) {}

    /**
     * @param host calls the user's classes
     * @param perRow files that one image of a row may have
     * @throws OtterException FILE_RESOLVER_UNUSABLE
     */
    public RowResolver(FileRules rules, ProcessorHost host, int perRow) {
        this.rules = rules;
        this.host = host;
        this.perRow = perRow;
        this.called = rules.resolver().map(name -> host.make(name, () -> caller(name)));
    }

    /** Runs on the host's thread, so that whatever an answer does when it is read stays there. */
    private RowProcessor caller(String name) {
        FileResolver resolver = host.load(name, FileResolver.class);
        return image -> {
            List<String> paths = new ArrayList<>();
            for (String path : resolver.files(new ReadOnlyImage(image))) {
                paths.add(path);
                if (paths.size() > perRow) {
                    break;
                }
            }
            answered.put(image, paths);
            return true;
        };
    }

    /** The files of each row, in their order. */
    public List<RowFiles> files(RowChanges rows) {
        List<ProcessorImage> images = new ArrayList<>();
        for (int row = 0; row < rows.rows(); row++) {
            if (asksBefore(rows)) {
                images.add(image(rows, rows.before(row), -1));
            }
            if (rows.kind() != ChangeKind.DELETE) {
                int instead = rows.kind() == ChangeKind.UPDATE ? rows.before(row) : -1;
                images.add(image(rows, rows.after(row), instead));
            }
        }
        List<Paths> paths = called.isPresent() ? ask(rows.source(), images) : read(rows, images);
        List<RowFiles> files = new ArrayList<>();
        int at = 0;
        for (int row = 0; row < rows.rows(); row++) {
            Paths none = new Paths(List.of(), null);
            Paths before = asksBefore(rows) ? paths.get(at++) : none;
            Paths after = rows.kind() != ChangeKind.DELETE ? paths.get(at++) : none;
            files.add(files(before, after));
        }
        return files;
    }

    /** Whether anything is to be asked about these rows. */
    public boolean concerns(RowChanges rows) {
        return rows.refusal().isEmpty() && (rows.kind() != ChangeKind.DELETE || rules.delete());
    }

    private boolean asksBefore(RowChanges rows) {
        return rules.delete() && rows.kind() != ChangeKind.INSERT;
    }

    private static RowFiles files(Paths before, Paths after) {
        if (before.refusal() != null || after.refusal() != null) {
            return RowFiles.refused(before.refusal() != null ? before.refusal() : after.refusal());
        }
        List<FilePath> gone = new ArrayList<>(before.paths());
        gone.removeAll(after.paths());
        return new RowFiles(after.paths(), gone, Optional.empty());
    }

    /**
     * @param instead first cell of the image that has what this one leaves out; -1 for none
     */
    private static ProcessorImage image(RowChanges rows, int first, int instead) {
        int columns = rows.source().columns().size();
        int[] offsets = new int[columns];
        int[] lengths = new int[columns];
        for (int column = 0; column < columns; column++) {
            int cell = first + column;
            if (instead >= 0 && rows.length(cell) == RowChanges.ABSENT) {
                cell = instead + column;
            }
            offsets[column] = rows.offset(cell);
            lengths[column] = rows.length(cell);
        }
        return new ProcessorImage(rows.source(), rows.source(), rows.bytes(), offsets, lengths);
    }

    private List<Paths> ask(SourceTable table, List<ProcessorImage> images) {
        Answer[] answers = host.process(called.orElseThrow(), table, images);
        List<Paths> paths = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) {
            paths.add(
                    answers[i] instanceof Answer.Failed(OtterException error)
                            ? new Paths(List.of(), error)
                            : checked(table, answered.get(images.get(i))));
        }
        answered.clear();
        return paths;
    }

    private List<Paths> read(RowChanges rows, List<ProcessorImage> images) {
        List<Paths> paths = new ArrayList<>();
        for (ProcessorImage image : images) {
            paths.add(read(rows.source(), image));
        }
        return paths;
    }

    private Paths read(SourceTable table, ProcessorImage image) {
        List<String> texts = new ArrayList<>();
        for (String column : rules.columns()) {
            Object value;
            try {
                value = image.get(column);
            } catch (IllegalArgumentException | IllegalStateException e) {
                return new Paths(List.of(), unreadable(table, column, e.getMessage()));
            }
            if (value instanceof String text) {
                if (!text.isEmpty()) {
                    texts.add(text);
                }
            } else if (value != null) {
                return new Paths(List.of(), unreadable(table, column, "it is no text"));
            }
        }
        return checked(table, texts);
    }

    private static OtterException unreadable(SourceTable table, String column, String why) {
        return new OtterException(
                ErrorCode.FILE_RESOLVER_FAILED,
                "the path of a file cannot be read in column %s: %s".formatted(column, why),
                "source table " + table.name(),
                "Name columns with text that the target gets, or give a resolver.");
    }

    private Paths checked(SourceTable table, List<String> texts) {
        if (texts.size() > perRow) {
            return new Paths(List.of(), tooMany(table, perRow + " files"));
        }
        Set<FilePath> paths = new LinkedHashSet<>();
        try {
            for (String text : texts) {
                paths.add(new FilePath(text));
            }
        } catch (UnsafePathException e) {
            return new Paths(List.of(), FileJob.refusedPath(e, table.name()));
        }
        return new Paths(List.copyOf(paths), null);
    }

    /** The refusal of a row with which it would be too much. */
    public static OtterException tooMany(SourceTable table, String limit) {
        return new OtterException(
                ErrorCode.FILE_RESOLVER_RESULT,
                "a row has more files than are followed, %s at most".formatted(limit),
                "source table " + table.name(),
                "Let it have fewer, or write fewer rows in one transaction.");
    }
}
