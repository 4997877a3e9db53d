package dev.otter.transport.control.server;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts connections up to a number; more are closed before a byte is read. */
final class BoundedServerChannel extends NioServerSocketChannel {
    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    BoundedServerChannel(int most) {
        this.most = most;
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        int count = super.doReadMessages(accepted);
        if (count <= 0) {
            return count;
        }
        Channel channel = (Channel) accepted.getLast();
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            accepted.removeLast();
            channel.unsafe().closeForcibly();
            return 0;
        }
        var _ = channel.closeFuture().addListener(_ -> open.decrementAndGet());
        return count;
    }
}
