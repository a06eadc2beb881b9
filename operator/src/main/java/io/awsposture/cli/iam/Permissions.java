package io.awsposture.cli.iam;

import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.aws.AccountRegions;
import io.awsposture.aws.ManagementAccount;
import io.awsposture.aws.WriteRole;
import io.awsposture.plan.Allowance;
import io.awsposture.plan.Grant;
import io.awsposture.plan.Write;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the two roles of an account take so that a baseline can be held there, and no more.
 *
 * @param reads IAM actions of the read role
 * @param writes what the write role may do; none of them covers another
 * @param withoutConsent changes of controls in mode Enforce that the baseline does not consent to,
 *     in words: the write role cannot make them
 */
public record Permissions(
    SortedSet<String> reads, List<Grant> writes, List<String> withoutConsent) {

  /** Those of a baseline. */
  public static Permissions of(EffectiveBaseline baseline) {
    SortedSet<String> reads = new TreeSet<>(Set.of(AccountRegions.ACTION));
    Set<Grant> writes = new LinkedHashSet<>();
    SortedSet<String> withoutConsent = new TreeSet<>();
    for (Asked asked : baseline.controls().values()) {
      Allowance allowance = new Allowance(baseline.desired(), asked.risks());
      reads.addAll(asked.control().reading(baseline.desired()).actions());
      for (Write<?> write : asked.control().writes()) {
        // Preconditions are looked at in each mode: who is to allow a change sees what it lacks.
        reads.addAll(write.readActions(baseline.desired()));
        if (write.isWithin(allowance)) {
          writes.addAll(write.grants(allowance));
        } else if (asked.mode() == Mode.ENFORCE && write.isPossible(baseline.desired())) {
          withoutConsent.add(needs(asked, write));
        }
      }
    }
    if (!writes.isEmpty()) {
      // Asked before the first write of a scan: whose the role is, and what the account is.
      reads.addAll(Set.of(WriteRole.ACTION, ManagementAccount.ACTION));
    }
    return new Permissions(
        reads,
        writes.stream()
            .filter(grant ->
                writes.stream().noneMatch(other -> !other.equals(grant) && other.covers(grant)))
            .toList(),
        List.copyOf(withoutConsent));
  }

  private static String needs(Asked asked, Write<?> write) {
    return "%s of %s needs accept: [%s]"
        .formatted(
            write.action(),
            asked.control().id(),
            write.risks().stream()
                .filter(risk -> !asked.consentsTo(risk))
                .sorted()
                .map(ApiWord::of)
                .collect(Collectors.joining(", ")));
  }
}
