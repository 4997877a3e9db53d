package dev.otter.engine.transform.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.transform.processor.ProcessorHost.Answer;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.extend.RowProcessor;
import dev.otter.model.table.TableName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processors that behave badly are held at arm's length. */
class ProcessorHostTest {
    private static final SourceTable TABLE = new SourceTable(new TableName("shop", "t"), List.of());
    private static final ProcessorLimits LIMITS =
            new ProcessorLimits(Duration.ofMillis(300), 1 << 20, 2);

    private static List<ProcessorImage> images(int count) {
        List<ProcessorImage> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(new ProcessorImage(TABLE, TABLE, new byte[0], new int[0], new int[0]));
        }
        return images;
    }

    private static ProcessorHost host() {
        return new ProcessorHost("test", Optional.empty(), LIMITS);
    }

    private static ErrorCode code(Answer answer) {
        return ((Answer.Failed) answer).error().code();
    }

    @Test
    void a_source_is_compiled_and_called_like_a_class_of_a_jar() {
        String source =
                ProcessorJar.source(
                        "Odd",
                        "return new Inner().odd(); } static class Inner {"
                                + " private static int calls; boolean odd() { return ++calls % 2 == 1; }");
        try (ProcessorHost host = host()) {
            Answer[] answers = host.process(host.make(source), TABLE, images(3));

            assertThat(answers)
                    .containsExactly(new Answer.Kept(), new Answer.Dropped(), new Answer.Kept());
        }
    }

    @Test
    void a_source_sees_java_and_what_it_implements_and_what_it_throws_stays_with_its_row() {
        String own =
                ProcessorJar.source(
                        "Own",
                        "Class.forName(\"dev.otter.engine.change.RowChanges\"); return true;");
        try (ProcessorHost host = host()) {
            Answer[] answers = host.process(host.make(own), TABLE, images(1));

            assertThat(code(answers[0])).isEqualTo(ErrorCode.ROW_PROCESSOR_FAILED);
            assertThat(((Answer.Failed) answers[0]).error())
                    .hasMessageContaining("com.acme.Own")
                    .hasMessageContaining("ClassNotFoundException");
        }
    }

    @Test
    void mistakes_of_a_source_are_told_with_their_lines() {
        String wrong = ProcessorJar.source("Wrong", "return row.nothing();");
        String other = "public class Other {}";
        try (ProcessorHost host = host()) {
            assertThatThrownBy(() -> host.make(wrong))
                    .isInstanceOf(OtterException.class)
                    .hasMessageContaining("OTR-3511")
                    .hasMessageContaining("com.acme.Wrong cannot be compiled")
                    .hasMessageContaining("line 6: ");
            assertThatThrownBy(() -> host.make(other))
                    .hasMessageContaining("does not implement dev.otter.model.extend.RowProcessor");
        }
    }

    @Test
    void each_image_has_its_answer() {
        AtomicInteger calls = new AtomicInteger();
        try (ProcessorHost host = host()) {
            Answer[] answers =
                    host.process(row -> calls.incrementAndGet() % 2 == 1, TABLE, images(4));
            assertThat(answers)
                    .containsExactly(
                            new Answer.Kept(),
                            new Answer.Dropped(),
                            new Answer.Kept(),
                            new Answer.Dropped());
        }
    }

    @Test
    void what_it_throws_stays_with_its_image_and_shows_no_message() {
        AtomicInteger calls = new AtomicInteger();
        RowProcessor processor =
                row -> {
                    switch (calls.incrementAndGet()) {
                        case 1 -> throw new IllegalStateException("secret of the row");
                        case 2 -> throw new java.io.IOException("secret");
                        case 3 -> throw new OutOfMemoryError("secret");
                        case 4 -> throw new StackOverflowError();
                        case 5 -> throw new NoClassDefFoundError("secret");
                        case 6 -> Thread.currentThread().interrupt();
                        default -> {}
                    }
                    return true;
                };
        try (ProcessorHost host = host()) {
            Answer[] answers = host.process(processor, TABLE, images(7));
            for (int i = 0; i < 5; i++) {
                assertThat(code(answers[i])).isEqualTo(ErrorCode.ROW_PROCESSOR_FAILED);
                assertThat(((Answer.Failed) answers[i]).error())
                        .hasMessageContaining("shop.t")
                        .hasMessageNotContaining("secret");
            }
            assertThat(answers[5]).isEqualTo(new Answer.Kept());
            assertThat(answers[6]).isEqualTo(new Answer.Kept());
            assertThat(host.process(processor, TABLE, images(1))[0]).isEqualTo(new Answer.Kept());
        }
    }

    @Test
    void one_that_does_not_come_back_is_left_alone_and_at_last_not_called_any_more() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        RowProcessor processor =
                row -> {
                    if (calls.incrementAndGet() % 2 == 0) {
                        never.await();
                    }
                    return true;
                };
        ProcessorHost host = host();
        try (host) {
            Answer[] answers = host.process(processor, TABLE, images(6));
            assertThat(answers[0]).isEqualTo(new Answer.Kept());
            assertThat(code(answers[1])).isEqualTo(ErrorCode.ROW_PROCESSOR_TIMEOUT);
            assertThat(answers[2]).isEqualTo(new Answer.Kept());
            assertThat(code(answers[3])).isEqualTo(ErrorCode.ROW_PROCESSOR_TIMEOUT);
            assertThat(code(answers[4])).isEqualTo(ErrorCode.ROW_PROCESSOR_TIMEOUT);
            assertThat(((Answer.Failed) answers[5]).error())
                    .hasMessageContaining("not called any more");
            assertThat(calls).hasValue(4);
        } finally {
            never.countDown();
        }
    }

    @Test
    void no_object_is_called_again_while_a_late_call_is_in_it(@TempDir Path temp) throws Exception {
        Path folder =
                ProcessorJar.folder(
                        temp,
                        ProcessorJar.source(
                                "Single",
                                "if (inside) { throw new IllegalStateException(); }"
                                        + " if (!FIRST.getAndSet(false)) { return true; }"
                                        + " inside = true; NEVER.await(); inside = false;"
                                        + " return true; }"
                                        + " private volatile boolean inside;"
                                        + " private static final"
                                        + " java.util.concurrent.CountDownLatch NEVER ="
                                        + " new java.util.concurrent.CountDownLatch(1);"
                                        + " private static final"
                                        + " java.util.concurrent.atomic.AtomicBoolean FIRST ="
                                        + " new java.util.concurrent.atomic.AtomicBoolean(true);"
                                        + " static { Object closed = FIRST;"));
        try (ProcessorHost host = new ProcessorHost("test", Optional.of(folder), LIMITS)) {
            RowProcessor single = host.make("com.acme.Single");
            Answer[] answers = host.process(single, TABLE, images(3));
            assertThat(code(answers[0])).isEqualTo(ErrorCode.ROW_PROCESSOR_TIMEOUT);
            assertThat(answers[1]).isEqualTo(new Answer.Kept());
            assertThat(answers[2]).isEqualTo(new Answer.Kept());
            assertThat(host.process(single, TABLE, images(1))[0]).isEqualTo(new Answer.Kept());
        }
    }

    @Test
    void a_slow_one_has_its_time_for_each_image() {
        CountDownLatch never = new CountDownLatch(1);
        try (ProcessorHost host = host()) {
            Answer[] answers =
                    host.process(
                            row -> !never.await(100, java.util.concurrent.TimeUnit.MILLISECONDS),
                            TABLE,
                            images(8));
            assertThat(answers).containsOnly(new Answer.Kept());
            assertThat(host.stuck()).isFalse();
        }
    }

    @Test
    void classes_come_from_jars_and_see_nothing_of_the_program(@TempDir Path temp)
            throws Exception {
        Path folder =
                ProcessorJar.folder(
                        temp,
                        ProcessorJar.source("Good", "return Inner.answer(row);")
                                + "final class Inner { static boolean answer(RowImage r)"
                                + " { return r.columns().isEmpty(); } }",
                        ProcessorJar.source(
                                "Curious",
                                "Class.forName(\"dev.otter.engine.change.RowChanges\");"
                                        + " return true;"),
                        ProcessorJar.source(
                                "Broken",
                                "return true; } public Broken() {"
                                        + " throw new IllegalStateException();"),
                        "package com.acme; public final class None {}");
        try (ProcessorHost host = new ProcessorHost("test", Optional.of(folder), LIMITS)) {
            assertThat(host.process(host.make("com.acme.Good"), TABLE, images(1))[0])
                    .isEqualTo(new Answer.Kept());
            Answer curious = host.process(host.make("com.acme.Curious"), TABLE, images(1))[0];
            assertThat(((Answer.Failed) curious).error())
                    .hasMessageContaining("ClassNotFoundException");
            for (String name :
                    List.of("com.acme.Broken", "com.acme.None", "com.acme.Missing", "void")) {
                assertThatThrownBy(() -> host.make(name))
                        .isInstanceOfSatisfying(
                                OtterException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.PROCESSOR_UNUSABLE))
                        .hasMessageContaining(name);
            }
        }
        assertThat(RowChanges.NULL).isNegative();
        assertThat(Files.exists(folder)).isTrue();
    }
}
