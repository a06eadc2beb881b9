package io.awsposture.plan;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.aws.Clients;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * A write with its argument.
 *
 * @param <A> the argument's type
 */
record Bound<A>(Write<A> write, A argument) {
  Set<String> actions() {
    return write.actions(argument);
  }

  SortedSet<Risk> risks() {
    return write.risks(argument);
  }

  String target() {
    return write.target(argument);
  }

  String before() {
    return write.before(argument);
  }

  String after() {
    return write.after(argument);
  }

  void carryOut(Clients clients) {
    write.carryOut(clients, argument);
  }

  List<Precondition<?>> preconditions() {
    return write.preconditions(argument);
  }
}
