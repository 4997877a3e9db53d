package dev.otter.transport.control.client;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.transport.control.message.Configuration;
import java.util.Arrays;
import java.util.Optional;
import otter.wire.control.v1.WireConfigurationPart;

/** Puts the parts of a configuration together again. One thread at a time. */
final class ConfigurationAssembly {
    private long version;
    private byte[] document = {};
    private int filled;

    /** Takes a part; gives the configuration when it was the last one. */
    Optional<Configuration> take(WireConfigurationPart part) {
        if (part.getOffset() == 0) {
            begin(part);
        }
        int length = part.getData().size();
        if (part.getVersion() != version
                || part.getOffset() != filled
                || part.getTotalBytes() != document.length
                || length > document.length - filled) {
            throw broken("parts of the configuration do not fit together");
        }
        part.getData().copyTo(document, filled);
        filled += length;
        if (filled < document.length) {
            return Optional.empty();
        }
        Configuration whole = Configuration.of(version, document);
        document = new byte[0];
        filled = 0;
        if (!Arrays.equals(whole.digest(), part.getDigest().toByteArray())) {
            throw broken("the configuration does not have its digest");
        }
        return Optional.of(whole);
    }

    private void begin(WireConfigurationPart part) {
        if (part.getVersion() <= 0
                || part.getTotalBytes() < 0
                || part.getTotalBytes() > Configuration.LONGEST_BYTES) {
            throw broken("a configuration of " + part.getTotalBytes() + " bytes is out of bounds");
        }
        version = part.getVersion();
        document = new byte[part.getTotalBytes()];
        filled = 0;
    }

    private static OtterException broken(String what) {
        return new OtterException(
                ErrorCode.CONTROL_PROTOCOL,
                "The manager sends nonsense: " + what,
                "",
                "Run node and manager of the same version.");
    }
}
