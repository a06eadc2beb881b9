package io.awsposture.cli;

import io.awsposture.api.v1alpha1.BaselineReference;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.SecurityBaselineSpec;
import io.awsposture.cli.input.Declared;
import io.awsposture.cli.input.Input;
import io.awsposture.cli.input.InputError;
import io.awsposture.cli.input.InputFiles;
import io.awsposture.control.Catalogue;
import io.awsposture.resolve.Baseline;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.resolve.Resolution;
import io.awsposture.resolve.Resolver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One baseline of some files, with all it extends.
 *
 * @param baseline what it comes to; empty where there are errors
 * @param errors in words, for whoever wrote the files
 */
record ChosenBaseline(Optional<EffectiveBaseline> baseline, List<String> errors) {

  /**
   * The baseline of this name; without one, the only one that no other of the files extends.
   *
   * @param mode in place of its own; null: its own
   */
  static ChosenBaseline of(List<Path> places, @Nullable String name, @Nullable Mode mode) {
    Input input = InputFiles.declared(places);
    if (!input.errors().isEmpty()) {
      return wrong(input.errors().stream().map(InputError::text).toList());
    }
    List<Declared<SecurityBaselineSpec>> found =
        input.baselines().stream()
            .filter(it -> name == null ? !isExtended(it, input) : isCalled(it, name))
            .toList();
    if (found.size() != 1) {
      return wrong(List.of(whyNotOne(found, input, places, name)));
    }
    Declared<SecurityBaselineSpec> chosen = found.getFirst();
    Resolution resolution =
        new Resolver(Catalogue.load())
            .resolve(
                new BaselineReference(chosen.name(), chosen.namespace()),
                chosen.namespace(),
                lookup(input, chosen, mode));
    return switch (resolution) {
      case Resolution.Unresolved why ->
          wrong(List.of(chosen.error("spec.extends", why.message()).text()));
      case Resolution.Resolved(EffectiveBaseline baseline) -> known(chosen, baseline);
    };
  }

  private static ChosenBaseline wrong(List<String> errors) {
    return new ChosenBaseline(Optional.empty(), errors);
  }

  private static Baseline.Lookup lookup(
      Input input, Declared<SecurityBaselineSpec> chosen, @Nullable Mode mode) {
    return (namespace, name) ->
        input
            .lookup()
            .find(namespace, name)
            .map(found ->
                mode != null && chosen.id().equals(namespace + "/" + name)
                    ? new Baseline(namespace, name, found.spec().inMode(mode))
                    : found);
  }

  private static boolean isCalled(Declared<SecurityBaselineSpec> baseline, String name) {
    return baseline.id().equals(name) || baseline.name().equals(name);
  }

  private static boolean isExtended(Declared<SecurityBaselineSpec> baseline, Input input) {
    return input.baselines().stream()
        .anyMatch(other -> {
          BaselineReference parent = other.spec().parent();
          return parent != null
              && !other.id().equals(baseline.id())
              && baseline
                  .id()
                  .equals(
                      Objects.requireNonNullElse(parent.namespace(), other.namespace())
                          + "/"
                          + parent.name());
        });
  }

  private static String whyNotOne(
      List<Declared<SecurityBaselineSpec>> found,
      Input input,
      List<Path> places,
      @Nullable String name) {
    List<Declared<SecurityBaselineSpec>> those = found.isEmpty() ? input.baselines() : found;
    String known = those.stream().map(Declared::id).collect(Collectors.joining(", "));
    String where = places.stream().map(Path::toString).collect(Collectors.joining(", "));
    if (input.baselines().isEmpty()) {
      return where + ": there is no SecurityBaseline here";
    }
    if (found.isEmpty() && name == null) {
      return where + ": each of these baselines extends another in a circle: " + known;
    }
    return found.isEmpty()
        ? where + ": there is no SecurityBaseline " + name + " here, only " + known
        : where + ": there are several baselines, choose one with --name NAMESPACE/NAME: " + known;
  }

  /** A policy for controls that nobody knows would be too small once somebody does. */
  private static ChosenBaseline known(
      Declared<SecurityBaselineSpec> chosen, EffectiveBaseline baseline) {
    List<String> errors = new ArrayList<>();
    Set<String> own =
        chosen.spec().controls().stream().map(it -> it.id()).collect(Collectors.toSet());
    for (EffectiveBaseline.UnknownId unknown : baseline.unknownControls()) {
      String message =
          unknown.id()
              + " is no control of this version"
              + unknown.nearest().map(id -> ": is " + id + " meant?").orElse("");
      errors.add(
          chosen
              .error(own.contains(unknown.id()) ? "spec.controls" : "spec.extends", message)
              .text());
    }
    baseline
        .unknownFrameworks()
        .forEach(framework ->
            errors.add(
                chosen
                    .error(
                        "spec.frameworks",
                        "framework " + framework + " is not known to this version")
                    .text()));
    if (errors.isEmpty() && baseline.controls().isEmpty()) {
      errors.add(chosen.error("spec", "it asks for no control that this version has").text());
    }
    return errors.isEmpty() ? new ChosenBaseline(Optional.of(baseline), List.of()) : wrong(errors);
  }
}
