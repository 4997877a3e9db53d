package dev.otter.engine.relay;

import dev.otter.binlog.gtid.GtidSet;
import java.util.Optional;

/**
 * Where a pipeline goes on: between two transactions.
 *
 * @param file log file
 * @param offset byte in it; of a pipeline that reads by GTIDs it counts only while it reads this
 *     very server
 * @param done of one that reads by GTIDs: the transactions that it does not want any more
 */
public record ReadingPlace(String file, long offset, Optional<GtidSet> done) {}
