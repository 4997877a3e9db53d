package dev.otter.node.report;

import com.sun.management.OperatingSystemMXBean;
import dev.otter.transport.control.message.NodeStatus;
import java.lang.management.ManagementFactory;

/** What this process uses, measured by the JVM. */
final class ProcessLoad {
    private final OperatingSystemMXBean system =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** Now; the share of the processors is that since the last call, 0 while it is not known. */
    NodeStatus.Load now() {
        Runtime runtime = Runtime.getRuntime();
        return new NodeStatus.Load(
                runtime.totalMemory() - runtime.freeMemory(),
                runtime.maxMemory(),
                Math.clamp(system.getProcessCpuLoad(), 0.0, 1.0));
    }
}
