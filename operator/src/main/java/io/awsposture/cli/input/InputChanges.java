package io.awsposture.cli.input;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the API server would refuse of changing what one folder declares into what another does. */
public final class InputChanges {

  private InputChanges() {}

  /** Every change that a rule of the CRDs on changes does not allow, as errors of the later one. */
  public static List<InputError> refused(Input before, Input after) {
    List<InputError> refused = new ArrayList<>();
    add("awsaccounts", before.accounts(), after.accounts(), refused);
    add("securitybaselines", before.baselines(), after.baselines(), refused);
    add("suppressions", before.suppressions(), after.suppressions(), refused);
    return refused;
  }

  private static <S> void add(
      String plural, List<Declared<S>> before, List<Declared<S>> after, List<InputError> refused) {
    Map<String, Declared<S>> old =
        before.stream().collect(Collectors.toMap(Declared::id, Function.identity()));
    for (Declared<S> now : after) {
      Declared<S> then = old.get(now.id());
      if (then != null) {
        ResourceSchema.ofCrd(plural).violations(object(then), object(now)).stream()
            .map(violation -> now.error(violation.field(), violation.message()))
            .forEach(refused::add);
      }
    }
  }

  private static ObjectNode object(Declared<?> declared) {
    return (ObjectNode) declared.source().root();
  }
}
