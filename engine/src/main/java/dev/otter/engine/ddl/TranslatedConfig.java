package dev.otter.engine.ddl;

import dev.otter.engine.dialect.Dialect;
import dev.otter.engine.load.SchemaGuard;
import dev.otter.engine.load.apply.Acknowledged;
import dev.otter.engine.run.StatusBoard;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.table.TableRoute;
import java.util.function.Supplier;

/**
 * What is needed to carry statements over to a target that is not MySQL.
 *
 * @param pipeline full name of the pipeline
 * @param rules what statements lead to
 * @param route the target's names of tables
 * @param source asked about itself
 * @param dialect the target's language
 * @param target opens a session on the target that is then ours to close
 * @param forget makes what is known of the target's tables be asked anew
 * @param comparison decides by comparing the columns of both sides, and empties tables
 * @param board figures and reasons
 * @param acknowledged what appliers of the run were told to be durable
 */
public record TranslatedConfig(
        String pipeline,
        DdlRules rules,
        TableRoute route,
        DdlSource source,
        Dialect dialect,
        Supplier<TranslatedSession> target,
        Runnable forget,
        SchemaGuard comparison,
        StatusBoard board,
        Acknowledged acknowledged) {

    /** For messages. */
    String where() {
        return "pipeline " + pipeline;
    }
}
