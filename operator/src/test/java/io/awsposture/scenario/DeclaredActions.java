package io.awsposture.scenario;

import io.awsposture.aws.AccountRegions;
import io.awsposture.aws.ManagementAccount;
import io.awsposture.aws.WriteRole;
import io.awsposture.control.Catalogue;
import io.awsposture.control.Control;
import io.awsposture.emulator.Authorization;
import io.awsposture.emulator.Call;
import io.awsposture.plan.Write;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The IAM actions that the product says it takes: the documented roles are made of them. */
final class DeclaredActions {
  private DeclaredActions() {}

  /** The actions of these calls that nothing in the catalogue declares. */
  static Set<String> missingFor(List<Call> calls, Catalogue catalogue) {
    Set<String> declared = new HashSet<>();
    declared.addAll(List.of(AccountRegions.ACTION, WriteRole.ACTION, ManagementAccount.ACTION));
    for (Control<?> control : catalogue.all()) {
      declared.addAll(control.reading().actions());
      for (Write<?> write : control.writes()) {
        declared.addAll(write.actions());
        declared.addAll(write.readActions());
      }
    }
    Set<String> missing = new TreeSet<>();
    calls.forEach(call -> missing.add(of(call.service() + ":" + call.operation())));
    missing.removeAll(declared);
    missing.removeIf(Authorization::isOfEverybody);
    return missing;
  }

  /** The action that an operation takes; both with the service before a colon. */
  static String of(String operation) {
    return Authorization.of(operation);
  }
}
