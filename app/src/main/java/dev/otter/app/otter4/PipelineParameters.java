package dev.otter.app.otter4;

import java.util.List;

/** Tells what became of each parameter of a pipeline. */
record PipelineParameters(Parameters parameters) {
    private static final String ENGINE = "the engine chooses by itself, within limits of memory";
    private static final String FILES =
            "files are copied by threads of their own, see 'files' of an entry";

    void tell() {
        carried();
        parameters.notNeeded(
                "the number of writers is chosen: parallelism is auto",
                "parallelism",
                "loadPoolSize",
                "extractPoolSize");
        parameters.notNeeded(
                ENGINE,
                "mainstemBatchsize",
                "batchTimeout",
                "loadBatchsize",
                "useBatch",
                "lbAlgorithm",
                "pipeChooseType",
                "arbitrateMode",
                "extractNodes");
        parameters.notNeeded(
                "the log tells of each change of state, not of each row",
                "dumpEvent",
                "dumpSelector",
                "dumpSelectorDetail");
        parameters.notNeeded(
                "types of the target are always looked up",
                "useTableTransform",
                "needDeleteColumns");
        for (String key :
                List.of(
                        "fileDetect",
                        "useLocalFileMutliThread",
                        "useFileEncrypt",
                        "fileLoadPoolSize")) {
            parameters.notNeeded(FILES, key);
        }
        String selector = parameters.text("selectorMode").orElse("Canal");
        if (selector.equalsIgnoreCase("Canal")) {
            parameters.carried("selectorMode", "the log is read");
        } else {
            parameters.leftOut("selectorMode", "only the log of MySQL and MariaDB is read");
        }
        if (parameters.flag("skipSelectException", false)) {
            parameters.toDo(
                    "skipSelectException",
                    "a table whose columns are not known is held; leave it out by an entry such as"
                            + " !shop.gone");
        } else {
            parameters.notNeeded("it is off", "skipSelectException");
        }
        if (parameters.flag("enableCompatibleMissColumn", true)) {
            parameters.toDo(
                    "enableCompatibleMissColumn",
                    "a column that the target lacks is an error; exclude it in the mapping's"
                            + " columns");
        } else {
            parameters.notNeeded("it is off", "enableCompatibleMissColumn");
        }
        legacy();
        parameters.rest();
    }

    private void carried() {
        parameters.carried("destinationName", "canal");
        parameters.carried("mainstemClientId", "the cursor was looked up under it");
        parameters.carried("home", "two-way.home");
        parameters.carried("channelInfo", "two-way.mark");
        if (parameters.flag("skipLoadException", false)) {
            parameters.changed(
                    "skipLoadException",
                    "on-error is quarantine: rows that the target refuses are put aside, not only"
                            + " logged");
        } else {
            parameters.carried("skipLoadException", "on-error is stop");
        }
        parameters.carried("ddlSync", "ddl");
        parameters.carried("skipDdlException", "ddl");
        parameters.carried("dryRun", "dry-run");
        parameters.carried("skipFreedom", "resync");
        parameters.carried("skipNoRow", "rows.vanished");
        parameters.carried("useExternalIp", "nodes.external-address");
    }

    /** Of stores and selectors that were never published. */
    private void legacy() {
        parameters.known("pipelineId");
        for (String key :
                List.of(
                        "enableRemedy",
                        "remedyAlgorithm",
                        "remedyDelayThresoldForMedia",
                        "syncMode",
                        "syncConsistency")) {
            parameters.notNeeded("that of the channel counts", key);
        }
        for (String key : parameters.names()) {
            if (key.matches("(store|passive|eromanga|metaq|system|taobao|napoli).*")) {
                parameters.notNeeded("it had no effect in Otter 4 either", key);
            }
        }
    }
}
