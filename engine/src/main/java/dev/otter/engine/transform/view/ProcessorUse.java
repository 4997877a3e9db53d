package dev.otter.engine.transform.view;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.transform.cell.CellFaultException;
import dev.otter.engine.transform.cell.CellWriter;
import dev.otter.engine.transform.processor.ProcessorHost;
import dev.otter.engine.transform.processor.ProcessorHost.Answer;
import dev.otter.engine.transform.processor.ProcessorImage;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.extend.RowProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lets a processor look at drafts, and takes over what it answers. Belongs to the reading thread.
 */
final class ProcessorUse implements RowWork.ProcessorStep {
    private final ProcessorHost host;
    private final RowProcessor processor;
    private final ViewShape shape;

    ProcessorUse(ProcessorHost host, RowProcessor processor, ViewShape shape) {
        this.host = host;
        this.processor = processor;
        this.shape = shape;
    }

    private record Place(DraftRow row, boolean before) {
        Draft draft() {
            return before ? row.before : row.after;
        }

        void drop() {
            if (before) {
                row.before = null;
            } else {
                row.after = null;
            }
        }
    }

    @Override
    public void apply(List<DraftRow> drafts, ByteWriter bytes, CellWriter[] writers) {
        byte[] seen = bytes.toByteArray();
        List<Place> places = new ArrayList<>();
        List<ProcessorImage> images = new ArrayList<>();
        for (DraftRow draft : drafts) {
            if (draft.refusal == null && draft.before != null) {
                places.add(new Place(draft, true));
            }
            if (draft.refusal == null && draft.after != null) {
                places.add(new Place(draft, false));
            }
        }
        for (Place place : places) {
            Draft draft = place.draft();
            images.add(
                    new ProcessorImage(
                            shape.source(),
                            shape.viewed(),
                            seen,
                            draft.offsets().clone(),
                            draft.lengths().clone()));
        }
        Answer[] answers = host.process(processor, shape.source(), images);
        for (int i = 0; i < answers.length; i++) {
            Place place = places.get(i);
            switch (answers[i]) {
                case Answer.Kept _ -> takeOver(place, images.get(i).changed(), bytes, writers);
                case Answer.Dropped _ -> place.drop();
                case Answer.Failed(OtterException error) ->
                        place.row().refusal =
                                place.row().refusal == null ? error : place.row().refusal;
            }
        }
    }

    private void takeOver(
            Place place, Map<Integer, Object> changed, ByteWriter bytes, CellWriter[] writers) {
        int start = bytes.length();
        try {
            for (Map.Entry<Integer, Object> change : changed.entrySet()) {
                int column = change.getKey();
                Draft draft = place.draft();
                draft.offsets()[column] = bytes.length();
                if (change.getValue() == null) {
                    draft.lengths()[column] = RowChanges.NULL;
                } else {
                    refuseHuge(change.getValue());
                    writers[column].write(change.getValue(), bytes);
                    draft.lengths()[column] = bytes.length() - draft.offsets()[column];
                }
                if (bytes.length() - start > host.limits().resultBytes()) {
                    throw tooLarge();
                }
            }
        } catch (CellFaultException e) {
            bytes.truncate(start);
            place.row().refusal =
                    new OtterException(
                            ErrorCode.ROW_PROCESSOR_RESULT,
                            "a value that row processor %s gave cannot be written: %s"
                                    .formatted(processor.getClass().getName(), e.getMessage()),
                            "source table " + shape.source().name(),
                            "Let the processor give values of the class and size that the column"
                                    + " takes.");
        }
    }

    /** Before it is copied. */
    private void refuseHuge(Object value) {
        long size =
                switch (value) {
                    case String text -> text.length();
                    case byte[] content -> content.length;
                    default -> 0;
                };
        if (size > host.limits().resultBytes()) {
            throw tooLarge();
        }
    }

    private CellFaultException tooLarge() {
        return new CellFaultException(
                "the values of one image have more than %d bytes"
                        .formatted(host.limits().resultBytes()));
    }
}
