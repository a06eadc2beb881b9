package io.awsposture.cli.input;

import io.awsposture.api.v1alpha1.AccountReportSpec;
import io.awsposture.api.v1alpha1.AwsAccountSpec;
import io.awsposture.api.v1alpha1.PlanApprovalSpec;
import io.awsposture.api.v1alpha1.SecurityBaselineSpec;
import io.awsposture.api.v1alpha1.SuppressionSpec;
import io.awsposture.evaluate.AcceptedRisk;
import io.awsposture.resolve.Baseline;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a folder of files declares.
 *
 * @param accounts by namespace and name
 * @param baselines by namespace and name
 * @param suppressions by namespace and name
 * @param approvals by namespace and name
 * @param reports by namespace and name
 * @param notes what was passed over
 * @param errors everything that is wrong, file by file
 */
public record Input(
    List<Declared<AwsAccountSpec>> accounts,
    List<Declared<SecurityBaselineSpec>> baselines,
    List<Declared<SuppressionSpec>> suppressions,
    List<Declared<PlanApprovalSpec>> approvals,
    List<Declared<AccountReportSpec>> reports,
    List<InputNote> notes,
    List<InputError> errors) {

  /** Lists that cannot be changed. */
  public Input {
    accounts = List.copyOf(accounts);
    baselines = List.copyOf(baselines);
    suppressions = List.copyOf(suppressions);
    approvals = List.copyOf(approvals);
    reports = List.copyOf(reports);
    notes = List.copyOf(notes);
    errors = List.copyOf(errors);
  }

  /** Finds baselines among those declared. */
  public Baseline.Lookup lookup() {
    return (namespace, name) ->
        baselines.stream()
            .filter(it -> it.namespace().equals(namespace) && it.name().equals(name))
            .findFirst()
            .map(it -> new Baseline(it.namespace(), it.name(), it.spec()));
  }

  /**
   * The risks that the Suppressions of a namespace accept. Nobody keeps what their findings looked
   * like, so one that binds covers them as they are now.
   */
  public List<AcceptedRisk> risks(String namespace) {
    return suppressions.stream()
        .filter(it -> it.namespace().equals(namespace))
        .map(Input::risk)
        .toList();
  }

  /** The risk that a Suppression of a file accepts. */
  public static AcceptedRisk risk(Declared<SuppressionSpec> suppression) {
    return new AcceptedRisk(
        suppression.namespace(),
        suppression.name(),
        Optional.empty(),
        suppression.spec(),
        Optional.empty());
  }

  /** The same input without any other accounts than these, by namespace and name. */
  public Input only(Collection<String> ids) {
    return new Input(
        accounts.stream().filter(account -> ids.contains(account.id())).toList(),
        baselines,
        suppressions,
        approvals,
        reports,
        notes,
        List.of());
  }

  /** The same input, found wrong in more. */
  public Input and(List<InputError> more) {
    return new Input(
        accounts,
        baselines,
        suppressions,
        approvals,
        reports,
        notes,
        java.util.stream.Stream.concat(errors.stream(), more.stream()).toList());
  }
}
