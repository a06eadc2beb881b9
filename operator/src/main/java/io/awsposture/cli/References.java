package io.awsposture.cli;

import io.awsposture.api.v1alpha1.BaselineReference;
import io.awsposture.cli.input.Input;
import io.awsposture.cli.input.InputError;
import io.awsposture.resolve.Resolution;
import io.awsposture.resolve.Resolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The references between objects of some files. */
final class References {

  private References() {}

  /**
   * References that come to nothing: in a cluster they may be mended later, in files they are
   * wrong.
   */
  static List<InputError> unresolved(Input input, Resolver resolver) {
    List<InputError> errors = new ArrayList<>();
    Set<String> told = new TreeSet<>();
    input
        .baselines()
        .forEach(baseline -> {
          BaselineReference itself = new BaselineReference(baseline.name(), baseline.namespace());
          if (resolver.resolve(itself, baseline.namespace(), input.lookup())
                  instanceof Resolution.Unresolved why
              && told.add(why.message())) {
            errors.add(baseline.error("spec.extends", why.message()));
          }
        });
    input
        .accounts()
        .forEach(account -> {
          if (resolver.resolve(account.spec().baselineRef(), account.namespace(), input.lookup())
                  instanceof Resolution.Unresolved why
              && !told.contains(why.message())) {
            errors.add(account.error("spec.baselineRef", why.message()));
          }
        });
    return errors;
  }
}
