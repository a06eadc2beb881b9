package io.awsposture.services.policy;

import java.util.List;

/**
 * One statement of a policy document.
 *
 * @param actions patterns; negated: all actions but these
 * @param resources patterns; negated: all resources but these
 * @param principals services, ARNs and account ids, {@code *} for everybody; negated: everybody but
 *     these
 */
record Statement(
    boolean allows,
    Elements principals,
    Elements actions,
    Elements resources,
    List<Condition> conditions) {

  /** The values of an element such as Action, or of its negation such as NotAction. */
  record Elements(List<String> values, boolean negated) {
    Elements {
      values = List.copyOf(values);
    }

    private Certainty contain(String asked, boolean ignoringCase) {
      return containOneOf(List.of(asked), ignoringCase);
    }

    private Certainty containOneOf(List<String> asked, boolean ignoringCase) {
      Certainty listed =
          Certainty.any(
              asked.stream(),
              one ->
                  Certainty.any(
                      values.stream(), value -> Wildcards.match(value, one, ignoringCase)));
      return negated ? listed.not() : listed;
    }
  }

  Statement {
    conditions = List.copyOf(conditions);
  }

  /** Whether it speaks of this request. */
  Certainty concerns(PolicyRequest request) {
    return principals
        .containOneOf(request.names(allows || principals.negated()), true)
        .and(actions.contain(request.action(), true))
        .and(resources.contain(request.resource(), false))
        .and(
            Certainty.all(
                conditions.stream().map(condition -> condition.holds(request.context()))));
  }
}
