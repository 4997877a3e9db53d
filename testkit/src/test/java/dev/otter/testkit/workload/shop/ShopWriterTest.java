package dev.otter.testkit.workload.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.testkit.workload.TransactionScript;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShopWriterTest {

    @Test
    void the_same_seed_writes_the_same_transactions() {
        assertThat(scripts(7, 500)).isEqualTo(scripts(7, 500));
        assertThat(scripts(7, 500)).isNotEqualTo(scripts(8, 500));
    }

    @Test
    void every_kind_of_transaction_occurs() {
        assertThat(
                        scripts(7, 5000).stream()
                                .map(TransactionScript::kind)
                                .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "place order",
                        "pay",
                        "ship",
                        "cancel order",
                        "move line",
                        "add line",
                        "remove line",
                        "change line",
                        "restock",
                        "register",
                        "change email",
                        "swap emails",
                        "swap skus",
                        "register again",
                        "move house",
                        "fill cart",
                        "drop cart",
                        "add category",
                        "move category",
                        "remove category");
    }

    private static List<TransactionScript> scripts(long seed, int count) {
        ShopMemory memory = new ShopMemory(1001, 4);
        memory.products.add(new ShopMemory.Product(1, "sku-1"));
        memory.products.add(new ShopMemory.Product(5, "sku-5"));
        ShopWriter writer = new ShopWriter(new ShopConfig("shop", seed), 1, memory, 50);
        List<TransactionScript> scripts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TransactionScript script = writer.next();
            writer.committed(script, 0);
            scripts.add(script);
        }
        return scripts;
    }
}
