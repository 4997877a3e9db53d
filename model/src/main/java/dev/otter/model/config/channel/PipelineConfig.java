package dev.otter.model.config.channel;

import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.CopyLimits;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.SnapshotMode;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.VerifyRules;
import dev.otter.model.config.Check;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.TableViews;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoutes;
import dev.otter.model.table.TableRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline as it is configured; the keys are those of {@code sync.yaml}, endpoints and nodes are
 * named. What is left out takes its default; nothing is ever null.
 *
 * @param name unique within the channel; progress on the target is kept under it
 * @param description free text
 * @param from the source's endpoint
 * @param to the target's endpoint
 * @param canal settings of the log's reader, when they are kept apart
 * @param start where to begin when the target has no checkpoint; not together with a canal, which
 *     has its own
 * @param tables which tables, in order; may be empty until the channel is started
 * @param parallelism connections that write
 * @param apply strict or repair
 * @param onError what a row leads to that cannot be applied
 * @param rows what of a changed row is sent
 * @param ddl what happens with statements that change tables
 * @param twoWay its part in a two-way channel
 * @param nodes who may run it
 * @param resync whether requests in {@code retl.retl_buffer} are followed
 * @param dryRun whether it only counts and logs
 * @param snapshot whether rows that are there already are copied
 * @param copyLimits how much of the source a full load or a copy may take
 * @param verify how rows are compared without being asked
 */
public record PipelineConfig(
        String name,
        String description,
        String from,
        String to,
        Optional<String> canal,
        Optional<StartPoint> start,
        List<MappingConfig> tables,
        Parallelism parallelism,
        ApplyMode apply,
        ErrorPolicy onError,
        RowPolicy rows,
        DdlRules ddl,
        TwoWay twoWay,
        CandidateNodes nodes,
        Boolean resync,
        Boolean dryRun,
        SnapshotMode snapshot,
        CopyLimits copyLimits,
        VerifyRules verify) {

    public PipelineConfig {
        Check.name("a pipeline", name);
        description = Check.text("description", description);
        Check.name("the endpoint 'from'", from);
        Check.name("the endpoint 'to'", to);
        canal = Check.name("a canal", canal);
        start = Check.absent(start);
        tables = Check.list("tables", tables);
        parallelism = Check.orElse(parallelism, Parallelism.auto());
        apply = Check.orElse(apply, PipelineOptions.defaults().apply());
        onError = Check.orElse(onError, PipelineOptions.defaults().onError());
        rows = Check.orElse(rows, RowPolicy.defaults());
        ddl = Check.orElse(ddl, DdlPolicy.APPLY.rules());
        twoWay = Check.orElse(twoWay, TwoWay.defaults());
        nodes = Check.orElse(nodes, CandidateNodes.any());
        resync = Check.orElse(resync, true);
        dryRun = Check.orElse(dryRun, false);
        snapshot = Check.orElse(snapshot, PipelineOptions.defaults().snapshot());
        copyLimits = Check.orElse(copyLimits, CopyLimits.usual());
        verify = Check.orElse(verify, VerifyRules.off());
        if (snapshot != SnapshotMode.NEVER
                && start.filter(s -> !(s instanceof StartPoint.Now)).isPresent()) {
            throw new IllegalArgumentException(
                    "pipeline '%s' has a start point and 'snapshot', which begins at its own; remove"
                                    .formatted(name)
                            + " 'start', or write 'snapshot: never'");
        }
        if (canal.isPresent() && start.isPresent()) {
            throw new IllegalArgumentException(
                    "pipeline '%s' has both a start point and the canal '%s', which has its own;"
                                    .formatted(name, canal.get())
                            + " remove one of them");
        }
        checkTables(from.equalsIgnoreCase(to), tables);
    }

    /** A pipeline of these tables with all defaults. */
    public static PipelineConfig of(
            String name, String from, String to, List<MappingConfig> tables) {
        return new PipelineConfig(
                name,
                "",
                from,
                to,
                Optional.empty(),
                Optional.empty(),
                tables,
                Parallelism.auto(),
                PipelineOptions.defaults().apply(),
                PipelineOptions.defaults().onError(),
                RowPolicy.defaults(),
                DdlPolicy.APPLY.rules(),
                TwoWay.defaults(),
                CandidateNodes.any(),
                true,
                false,
                PipelineOptions.defaults().snapshot(),
                CopyLimits.usual(),
                VerifyRules.off());
    }

    /** The same pipeline with other tables. */
    public PipelineConfig withTables(List<MappingConfig> other) {
        return new PipelineConfig(
                name,
                description,
                from,
                to,
                canal,
                start,
                other,
                parallelism,
                apply,
                onError,
                rows,
                ddl,
                twoWay,
                nodes,
                resync,
                dryRun,
                snapshot,
                copyLimits,
                verify);
    }

    /** The same pipeline with another answer to statements that change tables. */
    public PipelineConfig withDdl(DdlPolicy other) {
        return new PipelineConfig(
                name,
                description,
                from,
                to,
                canal,
                start,
                tables,
                parallelism,
                apply,
                onError,
                rows,
                other.rules(),
                twoWay,
                nodes,
                resync,
                dryRun,
                snapshot,
                copyLimits,
                verify);
    }

    /**
     * What the engine takes.
     *
     * @param canalStart the start point of the canal, when there is one
     */
    public Pipeline toPipeline(Endpoint source, Endpoint target, Optional<StartPoint> canalStart) {
        return new Pipeline(
                name,
                source,
                target,
                start.or(() -> canalStart).orElse(new StartPoint.Now()),
                new TableRoutes(tables.stream().map(MappingConfig::rule).toList()),
                new PipelineOptions(parallelism.appliers(), apply, onError)
                        .with(TableViews.of(tables))
                        .with(ddl)
                        .withSnapshot(snapshot)
                        .withCopyLimits(copyLimits)
                        .withResync(resync)
                        .with(rows.mode())
                        .with(rows.consistency())
                        .withDryRun(dryRun)
                        .with(verify.withoutSchedule()));
    }

    /** The first entry under which tables keep their full names, if there is one. */
    public Optional<TableRule> ontoItself() {
        return tables.stream()
                .map(MappingConfig::rule)
                .filter(PipelineConfig::copiesOntoItself)
                .findFirst();
    }

    private static void checkTables(boolean ontoItself, List<MappingConfig> tables) {
        Map<String, TableRule> byText = new HashMap<>();
        Map<TableName, TableRule> exactOnes = new HashMap<>();
        List<TableRule> wildOnes = new ArrayList<>();
        List<TableRule> before = new ArrayList<>();
        for (MappingConfig mapping : tables) {
            TableRule rule = mapping.rule();
            boolean more = anotherTarget(rule, before);
            before.add(rule);
            checkOntoItself(ontoItself, rule);
            if (more) {
                continue;
            }
            Optional<TableName> exact = rule.source().exact();
            Optional<TableRule> first =
                    Optional.ofNullable(byText.putIfAbsent(rule.source().toString(), rule))
                            .or(() -> exact.map(name -> exactOnes.putIfAbsent(name, rule)))
                            .or(() -> exact.flatMap(name -> firstMatching(wildOnes, name)));
            if (exact.isEmpty()) {
                wildOnes.add(rule);
            }
            if (first.isPresent()) {
                throw new IllegalArgumentException(
                        "'%s' is never used, because '%s' comes first; move it in front of it"
                                        .formatted(rule.source(), first.get().source())
                                + ", or remove it");
            }
        }
        TableViews.checkFiles(tables);
        if (!tables.isEmpty()
                && tables.stream().allMatch(entry -> entry.rule() instanceof TableRule.Leave)) {
            throw new IllegalArgumentException(
                    "the list of tables only leaves tables out; add a pattern without exclamation"
                            + " mark, such as shop.*, behind them");
        }
    }

    private static void checkOntoItself(boolean oneEndpoint, TableRule rule) {
        if (oneEndpoint && copiesOntoItself(rule)) {
            throw new IllegalArgumentException(
                    "'%s' would be copied onto itself, because 'from' and 'to' are the same"
                                    .formatted(rule.source())
                            + " endpoint; give the tables other names");
        }
    }

    /**
     * Whether an entry gives tables of an earlier one, with the very same pattern, one more target.
     */
    private static boolean anotherTarget(TableRule rule, List<TableRule> before) {
        List<TableRule> alike =
                before.stream()
                        .filter(other ->
                                other.source().toString().equals(rule.source().toString()))
                        .toList();
        boolean left =
                rule instanceof TableRule.Leave
                        || alike.stream().anyMatch(TableRule.Leave.class::isInstance);
        return !alike.isEmpty() && !left && alike.stream().noneMatch(rule::leadsAs);
    }

    private static Optional<TableRule> firstMatching(List<TableRule> rules, TableName name) {
        return rules.stream().filter(rule -> rule.source().matches(name)).findFirst();
    }

    private static boolean copiesOntoItself(TableRule rule) {
        return switch (rule) {
            case TableRule.Take _ -> true;
            case TableRule.Leave _ -> false;
            case TableRule.Spread spread ->
                    spread.source().exact().filter(spread.targets()::contains).isPresent();
            case TableRule.Map map -> map.source().toString().equals(map.target().toString());
        };
    }
}
