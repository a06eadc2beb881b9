package io.awsposture.admission;

import static io.awsposture.admission.GuardedNamespace.EMERGENCY;
import static io.awsposture.admission.GuardedNamespace.FLUX;
import static io.awsposture.admission.GuardedNamespace.GARBAGE_COLLECTOR;
import static io.awsposture.admission.GuardedNamespace.JANE;
import static io.awsposture.admission.GuardedNamespace.NAMESPACE_CONTROLLER;
import static io.awsposture.admission.GuardedNamespace.account;
import static io.awsposture.admission.GuardedNamespace.apply;
import static io.awsposture.admission.GuardedNamespace.approval;
import static io.awsposture.admission.GuardedNamespace.baseline;
import static io.awsposture.admission.GuardedNamespace.merge;
import static io.awsposture.admission.GuardedNamespace.refused;
import static io.awsposture.admission.GuardedNamespace.report;
import static io.awsposture.admission.GuardedNamespace.suppression;
import static org.assertj.core.api.Assertions.assertThat;

import io.awsposture.api.v1alpha1.AccountReport;
import io.awsposture.api.v1alpha1.AwsAccount;
import io.awsposture.api.v1alpha1.RegionSelection;
import io.awsposture.api.v1alpha1.SecurityBaseline;
import io.awsposture.api.v1alpha1.Suppression;
import io.awsposture.kube.HelmTool;
import io.awsposture.kube.KubeApiServer;
import io.awsposture.kube.RunningApiServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What those may whom the policies name, and whose fields stay whose. */
@ExtendWith({HelmTool.class, KubeApiServer.class})
class TrustedUsersIT {
  private static final String HIDING =
      "      regions: {exclude: [{name: me-south-1, reason: denied by the organization}]}\n"
          .strip();
  private static GuardedNamespace guarded;
  private static KubernetesClient flux;
  private static KubernetesClient jane;
  private static KubernetesClient operator;

  @BeforeAll
  static void install(RunningApiServer server) {
    guarded = new GuardedNamespace(server);
    flux = guarded.as(FLUX);
    jane = guarded.as(JANE);
    operator = guarded.as(guarded.operator());
  }

  @AfterAll
  static void takeAway() {
    guarded.close();
  }

  @Test
  void gitOpsMayDoEverythingButWriteStatusesAndReports() {
    apply(flux, "flux", baseline("git"));
    apply(flux, "flux", account("git"));
    apply(flux, "flux", account("git").replace("Enforce", "Observe").replace("payments", "shop"));
    merge(
        flux,
        AwsAccount.class,
        "git",
        "{\"metadata\":{\"annotations\":{\"awsposture.io/thaw-requested-at\":\"2026-11-22T10:00:00Z\"}}}");
    apply(flux, "flux", suppression("git"));
    apply(flux, "flux", approval("git"));

    assertThat(refused(flux, it -> status(it, "git"))).contains("may not write the status");
    assertThat(refused(flux, it -> it.resource(report("git")).create()))
        .contains("may not write accountreports: only " + guarded.operator() + " does");
    flux.resources(AwsAccount.class).withName("git").delete();
    flux.resources(SecurityBaseline.class).withName("git").delete();
  }

  @Test
  void theOperatorWritesStatusesAndReportsAndElseNothing() {
    apply(flux, "flux", account("seen"));
    status(operator, "seen");
    apply(operator, "awsposture", report("seen"));
    merge(operator, AccountReport.class, "seen", "{\"spec\":{\"totalFindings\":7}}");
    operator.resources(AccountReport.class).withName("seen").delete();

    assertThat(
            refused(
                operator,
                it ->
                    merge(it, AwsAccount.class, "seen", "{\"spec\":{\"modeLimit\":\"Observe\"}}")))
        .contains("may not change spec.modeLimit");
    assertThat(refused(operator, it -> it.resource(suppression("own")).create()))
        .contains("may not create suppressions");
  }

  @Test
  void aStatusIsNeverCreated() {
    apply(
        flux, "flux", account("forged") + "status: {observedGeneration: 1, externalId: forged}\n");

    AwsAccount made = flux.resources(AwsAccount.class).withName("forged").require();
    assertThat(made.getStatus().observedGeneration()).isEqualTo(-1);
    assertThat(made.getStatus().externalId()).isNull();
  }

  @Test
  void whatHasNoOwnerOrNoNamespaceAnyMoreIsDeleted() {
    KubernetesClient collector = guarded.as(GARBAGE_COLLECTOR);
    KubernetesClient namespaces = guarded.as(NAMESPACE_CONTROLLER);
    apply(flux, "flux", account("owner"));
    apply(flux, "flux", baseline("owner"));
    apply(operator, "awsposture", report("owner-1"));
    apply(operator, "awsposture", report("owner-2"));
    apply(operator, "awsposture", report("owner-3"));

    flux.raw(path("awsaccounts") + "/owner?propagationPolicy=Foreground", "DELETE", null);
    merge(collector, AwsAccount.class, "owner", "{\"metadata\":{\"finalizers\":null}}");
    assertThat(flux.resources(AwsAccount.class).withName("owner").get()).isNull();
    merge(collector, AccountReport.class, "owner-1", "{\"metadata\":{\"ownerReferences\":null}}");
    assertThat(
            refused(
                collector,
                it -> merge(it, AccountReport.class, "owner-1", "{\"spec\":{\"parts\":2}}")))
        .contains("may not write accountreports");
    collector.resources(AccountReport.class).withName("owner-1").delete();
    namespaces.raw(path("accountreports"), "DELETE", null);
    namespaces.raw(path("securitybaselines"), "DELETE", null);
    assertThat(refused(namespaces, it -> it.resource(account("made")).create()))
        .contains("may not create awsaccounts");
    assertThat(
            refused(
                collector,
                it -> {
                  apply(flux, "flux", account("other"));
                  merge(
                      it,
                      AwsAccount.class,
                      "other",
                      "{\"spec\":{\"suspend\":true,\"interval\":\"24h\"}}");
                }))
        .contains("may not change spec.interval");
  }

  @Test
  void whoBreaksTheGlassMayDoEverything() {
    KubernetesClient emergency = guarded.as(JANE, EMERGENCY);
    emergency.resource(account("urgent")).create();
    merge(emergency, AwsAccount.class, "urgent", "{\"spec\":{\"modeLimit\":\"Observe\"}}");
    status(emergency, "urgent");
    emergency.resource(report("urgent")).create();
    emergency.resources(AccountReport.class).withName("urgent").delete();
    emergency.resources(AwsAccount.class).withName("urgent").delete();
  }

  @Test
  void nobodyTakesFieldsAwayFromFlux() {
    apply(flux, "flux", account("owned"));
    for (String fields :
        List.of(
            "[{}]",
            "[]",
            "[{\"manager\":\"flux\",\"operation\":\"Apply\",\"apiVersion\":\"awsposture.io/v1alpha1\",\"fieldsType\":\"FieldsV1\","
                + "\"fieldsV1\":{\"f:spec\":{\"f:accountId\":{}}}}]")) {
      String json = "{\"metadata\":{\"managedFields\":" + fields + "}}";
      if (fields.equals("[]")) {
        // No wish at all: they stay as they are.
        merge(jane, AwsAccount.class, "owned", json);
      } else {
        assertThat(refused(jane, it -> merge(it, AwsAccount.class, "owned", json)))
            .contains("jane may not change who owns fields of awsaccounts");
      }
    }
    excludesNothingAfterTheNextApply("owned");
  }

  @Test
  void nobodyKeepsFieldsAliveByOwningThemToo() {
    apply(flux, "flux", account("shared"));

    assertThat(refused(jane, it -> apply(it, "jane", account("shared"))))
        .contains("jane may not change who owns fields of awsaccounts");
    merge(jane, AwsAccount.class, "shared", "{\"spec\":{\"suspend\":true}}");
    excludesNothingAfterTheNextApply("shared");
  }

  @Test
  void nobodyForgesTheMemoryOfWhoAppliesOnTheClientsSide() {
    String last = "kubectl.kubernetes.io/last-applied-configuration";
    flux.resource(
            account("client").replace("labels:", "annotations: {" + last + ": memory}, labels:"))
        .create();

    assertThat(
            refused(
                jane,
                it ->
                    merge(
                        it,
                        AwsAccount.class,
                        "client",
                        "{\"metadata\":{\"annotations\":{\"" + last + "\":\"{}\"}}}")))
        .contains("may not change annotations");
    merge(jane, AwsAccount.class, "client", "{\"spec\":{\"suspend\":true}}");
  }

  /** The largest objects there may be stay within what a policy may cost. */
  @Test
  void theLargestObjectsAreJudgedToo() {
    String accounts = list(500, i -> "\"%012d\"".formatted(i));
    String resources =
        list(
            100,
            i -> "\"arn:aws:ec2:us-east-1:111122223333:security-group/sg-%04d*\"".formatted(i));
    apply(
        flux,
        "flux",
        suppression("large")
            .replace(
                "[\"111122223333\", \"444455556666\"]", accounts + "\n  resources: " + resources));
    merge(jane, Suppression.class, "large", "{\"spec\":{\"accountIds\":[\"000000000001\"]}}");
    assertThat(
            refused(
                jane,
                it ->
                    merge(
                        it,
                        Suppression.class,
                        "large",
                        "{\"spec\":{\"reason\":\"no reason at all\"}}")))
        .contains("may not change spec.reason");

    String controls =
        list(200, i -> "{id: EC2.%d, mode: Enforce, accept: [Costs]}".formatted(i + 1));
    apply(flux, "flux", baseline("large").replace("[{id: GuardDuty.1}]", controls));
    merge(
        jane,
        SecurityBaseline.class,
        "large",
        "{\"metadata\":{\"annotations\":{\"awsposture.io/scan-requested-at\":\"now\"}}}");
    assertThat(
            refused(
                jane,
                it -> merge(it, SecurityBaseline.class, "large", "{\"spec\":{\"controls\":[]}}")))
        .contains("may not change spec.controls");
  }

  private static String list(int size, java.util.function.IntFunction<String> entry) {
    return IntStream.range(0, size).mapToObj(entry).collect(Collectors.joining(", ", "[", "]"));
  }

  /** What a pull request removes is gone, whoever tried to keep it. */
  private static void excludesNothingAfterTheNextApply(String name) {
    assertThat(excluded(name)).isEqualTo(1);
    apply(flux, "flux", account(name).replace(HIDING, ""));
    assertThat(excluded(name)).isZero();
  }

  private static long excluded(String name) {
    RegionSelection regions =
        flux.resources(AwsAccount.class).withName(name).require().getSpec().regions();
    return regions == null ? 0 : regions.exclude().size();
  }

  private static void status(KubernetesClient user, String name) {
    AwsAccount now = Objects.requireNonNull(flux.resources(AwsAccount.class).withName(name).get());
    user.resource(now)
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\":{\"externalId\":\"written\"}}");
  }

  private static String path(String plural) {
    return "/apis/awsposture.io/v1alpha1/namespaces/" + guarded.name() + "/" + plural;
  }
}
