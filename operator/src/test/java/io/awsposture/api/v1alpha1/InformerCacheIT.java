package io.awsposture.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.kube.KubeApiServer;
import io.awsposture.kube.RunningApiServer;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A thousand accounts with full status take at most 50 MiB of an operator's heap. */
@ExtendWith(KubeApiServer.class)
class InformerCacheIT {

  private static final int ACCOUNTS = 1000;
  private static final long LIMIT = 50L << 20;

  @Test
  void aThousandAccountsFit(RunningApiServer server)
      throws ExecutionException, InterruptedException {
    String namespace = server.newNamespace("cache");
    try (ExecutorService writers = Executors.newFixedThreadPool(16)) {
      List<Future<?>> written = new ArrayList<>();
      for (int i = 0; i < ACCOUNTS; i++) {
        int number = i;
        written.add(writers.submit(() -> write(server, namespace, number)));
      }
      for (Future<?> future : written) {
        future.get();
      }
    }

    // Once before, so that what loading classes costs is not counted.
    server.client().resources(AwsAccount.class).inNamespace(namespace).withName("account-0").get();
    long before = usedHeap();
    try (SharedIndexInformer<AwsAccount> informer =
        server.client().resources(AwsAccount.class).inNamespace(namespace).inform()) {
      long used = usedHeap() - before;
      assertThat(informer.getStore().list()).hasSize(ACCOUNTS);
      System.out.printf(
          "informer cache: %d accounts take %.1f MiB of heap, %.1f KiB each%n",
          ACCOUNTS, used / 1024.0 / 1024.0, used / 1024.0 / ACCOUNTS);
      assertThat(used).isLessThan(LIMIT);
    } finally {
      // The API server is shared, and an operator in a later test would scan them all.
      server.client().resources(AwsAccount.class).inNamespace(namespace).delete();
    }
  }

  private static void write(RunningApiServer server, String namespace, int number) {
    String accountId = "%012d".formatted(100_000_000_000L + number);
    AwsAccount account = new AwsAccount();
    account.setMetadata(
        new ObjectMetaBuilder()
            .withName("account-" + number)
            .withNamespace(namespace)
            .addToLabels("tier", "gold")
            .build());
    account.setSpec(
        new AwsAccountSpec(
            accountId,
            null,
            new BaselineReference("foundation", null),
            new Access("posture/read", "posture/write"),
            null,
            null,
            null,
            null,
            false,
            false));
    server.client().resource(account).create();
    AwsAccount fresh = new AwsAccount();
    fresh.setMetadata(
        new ObjectMetaBuilder().withName("account-" + number).withNamespace(namespace).build());
    fresh.setStatus(SampleStatus.of(accountId, 1, Instant.now()));
    server
        .client()
        .resource(fresh)
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("awsposture")
                .withForce(true)
                .build());
  }

  private static long usedHeap() throws InterruptedException {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      Thread.sleep(100);
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
