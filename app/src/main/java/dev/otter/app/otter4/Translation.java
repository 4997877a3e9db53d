package dev.otter.app.otter4;

import dev.otter.app.document.Document;
import dev.otter.app.document.Kind;
import dev.otter.document.json.ConfigJson;
import dev.otter.model.config.access.SystemConfig;
import java.util.List;
import java.util.Set;

/**
 * What an Otter 4 installation becomes here.
 *
 * @param document what is to be configured
 * @param findings what became of everything
 */
record Translation(Document document, List<Finding> findings) {
    Translation {
        findings = List.copyOf(findings);
    }

    /**
     * What the manager has already.
     *
     * @param users their names in lower case
     * @param system its system parameters
     */
    record Present(Set<String> users, SystemConfig system) {}

    static Translation of(Otter4Store store, Cursors cursors, Present present, ConfigJson json) {
        Harvest harvest = new Harvest(json);
        SiteTranslation site = new SiteTranslation(store, harvest);
        site.run();
        TableTranslation tables = new TableTranslation(store, harvest, site.endpoints());
        tables.run();
        ChannelTranslation channels =
                new ChannelTranslation(
                        store,
                        harvest,
                        site,
                        new MappingTranslation(store, harvest.report(), tables.media()),
                        new CanalTranslation(store, harvest, site, cursors));
        channels.run();
        new AlarmTranslation(store, harvest, channels.pipelines()).run();
        PeopleTranslation people = new PeopleTranslation(store, harvest);
        people.users(present.users());
        people.system(present.system());
        return new Translation(harvest.document(), harvest.report().findings());
    }

    /** How many things of a kind are to be configured. */
    long count(Kind kind) {
        return document.things().stream().filter(thing -> thing.kind() == kind).count();
    }
}
