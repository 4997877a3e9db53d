package dev.otter.manager.catalog;

import dev.otter.document.json.ConfigJson;
import dev.otter.model.config.Check;
import dev.otter.model.config.Spelling;
import dev.otter.model.config.access.Role;
import dev.otter.model.config.access.UserConfig;
import dev.otter.model.config.alarm.AlarmRuleConfig;
import dev.otter.model.config.channel.ChannelConfig;
import dev.otter.model.config.channel.PipelineConfig;
import dev.otter.model.config.endpoint.CanalConfig;
import dev.otter.model.config.endpoint.EndpointConfig;
import dev.otter.model.config.endpoint.TableConfig;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** What one thing must be in the eyes of the others, in one transaction. For one thread. */
record Rules(Handle handle, ConfigJson json) {
    private static final int USERS_SHOWN = 5;

    /** Refuses a configuration that does not fit to the others. */
    void check(Thing thing) {
        for (Reference reference : Reference.of(thing.config())) {
            if (table(reference.kind()).byName(reference.name()).isEmpty()) {
                throw missing(thing, reference);
            }
        }
        if (thing.config() instanceof ChannelConfig channel) {
            channel.pipelines().forEach(pipeline -> checkServers(thing, pipeline));
            checkCanals(thing, channel);
            checkWatched(thing, channel);
        }
        if (thing.config() instanceof AlarmRuleConfig rule) {
            checkPipeline(thing, rule);
        }
    }

    /** Refuses when something names it. */
    void checkUnused(Thing thing, String what) {
        String users = users(thing);
        if (!users.isEmpty()) {
            throw new OtterException(
                    ErrorCode.STILL_USED,
                    "it cannot be " + what + " while it is used by " + users,
                    CatalogTransaction.place(thing),
                    "Change those first.");
        }
    }

    /** Refuses another name for what is named elsewhere, or keeps its name for ever. */
    void checkRename(Thing thing) {
        if (thing.kind() == Kind.CANAL) {
            throw new OtterException(
                    ErrorCode.VALUE_NOT_ALLOWED,
                    "the name of a canal never changes",
                    CatalogTransaction.place(thing),
                    "Make a new canal, let the pipeline use it, and delete this one.");
        }
        checkUnused(thing, "renamed");
    }

    /** Refuses a state in which nobody could log in to change anything. */
    void checkAdminLeft(Kind kind) {
        if (kind != Kind.USER) {
            return;
        }
        boolean left =
                table(Kind.USER).all().stream()
                        .map(user -> user.as(UserConfig.class))
                        .anyMatch(user -> user.role() == Role.ADMIN && !user.locked());
        if (!left) {
            throw new OtterException(
                    ErrorCode.STILL_USED,
                    "no admin would be left who can log in",
                    "",
                    "Make another user admin first.");
        }
    }

    private OtterException missing(Thing thing, Reference reference) {
        List<String> known =
                table(reference.kind()).all().stream().map(Thing::name).sorted().toList();
        String nearest =
                Spelling.nearest(reference.name(), known)
                        .map(name -> "Did you mean '" + name + "'? ")
                        .orElse("");
        return new OtterException(
                ErrorCode.REFERENCE_MISSING,
                "there is no %s '%s'".formatted(reference.kind().title(), reference.name()),
                CatalogTransaction.place(thing),
                nearest + "Correct the name, or make it first.");
    }

    private void checkServers(Thing thing, PipelineConfig pipeline) {
        EndpointConfig from = endpoint(pipeline.from());
        EndpointConfig to = endpoint(pipeline.to());
        if (!from.type().readable()) {
            throw new OtterException(
                    ErrorCode.KIND_NOT_READABLE,
                    "the source '"
                            + from.name()
                            + "' is "
                            + from.type().title()
                            + ", which can be a target only",
                    CatalogTransaction.place(thing) + ", pipeline '" + pipeline.name() + "'",
                    "Choose an endpoint of type mysql or mariadb as 'from'.");
        }
        Optional<TableRule> kept = pipeline.ontoItself();
        if (kept.isPresent()
                && from.host().equals(to.host())
                && from.port().equals(to.port())
                && from.failoverGroup().equals(to.failoverGroup())) {
            throw new OtterException(
                    ErrorCode.VALUE_NOT_ALLOWED,
                    "'%s' would be copied onto itself".formatted(kept.get().source()),
                    CatalogTransaction.place(thing) + ", pipeline '" + pipeline.name() + "'",
                    "'from' and 'to' are the same server: give the tables other names with"
                            + " source and target.");
        }
    }

    private void checkCanals(Thing thing, ChannelConfig channel) {
        Map<String, String> used = new HashMap<>();
        for (PipelineConfig pipeline : channel.pipelines()) {
            if (pipeline.canal().isEmpty()) {
                continue;
            }
            String name = pipeline.canal().get();
            CanalConfig canal = table(Kind.CANAL).byName(name).orElseThrow().as(CanalConfig.class);
            if (!canal.endpoint().equalsIgnoreCase(pipeline.from())) {
                throw new OtterException(
                        ErrorCode.VALUE_NOT_ALLOWED,
                        "canal '%s' reads endpoint '%s', but the pipeline's source is '%s'"
                                .formatted(name, canal.endpoint(), pipeline.from()),
                        CatalogTransaction.place(thing) + ", pipeline '" + pipeline.name() + "'",
                        "Choose a canal of that source, or none.");
            }
            String other = used.putIfAbsent(Check.key(name), pipeline.name());
            if (other != null) {
                throw canalTaken(thing, name, "pipeline '" + other + "'");
            }
            new ReferenceTable(handle)
                    .users(new Reference(Kind.CANAL, name)).stream()
                            .filter(user -> user.kind() == Kind.CHANNEL && user.id() != thing.id())
                            .findFirst()
                            .ifPresent(user -> {
                                throw canalTaken(thing, name, title(user));
                            });
        }
    }

    private static OtterException canalTaken(Thing thing, String canal, String user) {
        return new OtterException(
                ErrorCode.STILL_USED,
                "canal '%s' is used by %s already".formatted(canal, user),
                CatalogTransaction.place(thing),
                "Make a canal of its own for each pipeline.");
    }

    /** Pipelines that alarm rules watch must stay. */
    private void checkWatched(Thing thing, ChannelConfig channel) {
        for (ReferenceTable.User user : usersOf(new Reference(Kind.CHANNEL, channel.name()))) {
            if (user.kind() != Kind.ALARM_RULE) {
                continue;
            }
            AlarmRuleConfig rule =
                    table(user.kind()).byId(user.id()).orElseThrow().as(AlarmRuleConfig.class);
            String pipeline = rule.pipeline().substring(rule.channel().length() + 1);
            if (channel.pipeline(pipeline).isEmpty()) {
                throw new OtterException(
                        ErrorCode.STILL_USED,
                        "pipeline '%s' is watched by alarm rule '%s'"
                                .formatted(pipeline, rule.name()),
                        CatalogTransaction.place(thing),
                        "Delete the rule, or let it watch another pipeline.");
            }
        }
    }

    private void checkPipeline(Thing thing, AlarmRuleConfig rule) {
        ChannelConfig channel =
                table(Kind.CHANNEL).byName(rule.channel()).orElseThrow().as(ChannelConfig.class);
        String wanted = rule.pipeline().substring(rule.channel().length() + 1);
        if (channel.pipeline(wanted).isEmpty()) {
            throw new OtterException(
                    ErrorCode.REFERENCE_MISSING,
                    "channel '%s' has no pipeline '%s'".formatted(channel.name(), wanted),
                    CatalogTransaction.place(thing),
                    "Correct the name.");
        }
    }

    private String users(Thing thing) {
        Stream<String> users =
                thing.config() instanceof TableConfig table
                        ? mappings(table)
                        : usersOf(new Reference(thing.kind(), thing.name())).stream()
                                .map(this::title);
        List<String> titles = users.toList();
        String more =
                titles.size() > USERS_SHOWN
                        ? " and " + (titles.size() - USERS_SHOWN) + " more"
                        : "";
        return titles.stream().limit(USERS_SHOWN).collect(Collectors.joining(", ")) + more;
    }

    /** Pipelines with a mapping of this very pattern on this endpoint. */
    private Stream<String> mappings(TableConfig table) {
        return table(Kind.CHANNEL).all().stream()
                .map(thing -> thing.as(ChannelConfig.class))
                .flatMap(channel ->
                        channel.pipelines().stream()
                                .filter(pipeline -> uses(pipeline, table))
                                .map(pipeline ->
                                        "pipeline '%s/%s'"
                                                .formatted(channel.name(), pipeline.name())));
    }

    private static boolean uses(PipelineConfig pipeline, TableConfig table) {
        String pattern = table.pattern().toString();
        for (MappingConfig mapping : pipeline.tables()) {
            String source = mapping.rule().source().toString();
            boolean spread =
                    mapping.rule() instanceof TableRule.Spread all
                            && all.targets().stream()
                                    .map(Object::toString)
                                    .anyMatch(pattern::equals);
            String target =
                    mapping.rule() instanceof TableRule.Map map
                            ? map.target().toString()
                            : spread ? pattern : source;
            if (pattern.equals(source) && pipeline.from().equalsIgnoreCase(table.endpoint())
                    || pattern.equals(target) && pipeline.to().equalsIgnoreCase(table.endpoint())) {
                return true;
            }
        }
        return false;
    }

    private List<ReferenceTable.User> usersOf(Reference used) {
        return new ReferenceTable(handle).users(used);
    }

    private String title(ReferenceTable.User user) {
        return table(user.kind()).byId(user.id()).map(CatalogTransaction::place).orElseThrow();
    }

    private EndpointConfig endpoint(String name) {
        return table(Kind.ENDPOINT).byName(name).orElseThrow().as(EndpointConfig.class);
    }

    private ThingTable table(Kind kind) {
        return new ThingTable(handle, json, kind);
    }
}
