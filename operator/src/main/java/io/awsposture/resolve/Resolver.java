package io.awsposture.resolve;

import io.awsposture.api.v1alpha1.BaselineReference;
import io.awsposture.api.v1alpha1.ChangeBudget;
import io.awsposture.api.v1alpha1.ControlEntry;
import io.awsposture.api.v1alpha1.ControlMode;
import io.awsposture.api.v1alpha1.DeniedRegions;
import io.awsposture.api.v1alpha1.Mode;
import io.awsposture.api.v1alpha1.SecurityBaselineSpec;
import io.awsposture.api.v1alpha1.Severity;
import io.awsposture.api.v1alpha1.SuppressionPolicy;
import io.awsposture.api.v1alpha1.UsableFrom;
import io.awsposture.control.Catalogue;
import io.awsposture.control.Control;
import io.awsposture.control.Desired;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import io.awsposture.resolve.EffectiveBaseline.Disabled;
import io.awsposture.resolve.EffectiveBaseline.UnknownId;
import io.awsposture.resolve.Resolution.Resolved;
import io.awsposture.resolve.Resolution.Unresolved;
import io.awsposture.resolve.Resolution.Why;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes the effective baseline out of a baseline and all it extends. Pure: the same input gives the
 * same answer.
 */
public final class Resolver {
  private static final int DEFAULT_PER_HOUR = 25;
  private static final int DEFAULT_PER_DAY = 100;

  private final Catalogue catalogue;

  /** A resolver that knows these controls. */
  public Resolver(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** What a reference made in {@code fromNamespace} comes to. */
  public Resolution resolve(
      BaselineReference reference, String fromNamespace, Baseline.Lookup lookup) {
    List<Baseline> chain = new ArrayList<>();
    Optional<Unresolved> broken = follow(reference, fromNamespace, lookup, chain);
    if (broken.isPresent()) {
      return broken.get();
    }
    return new Resolved(effective(chain.reversed(), chain.getFirst()));
  }

  /** Fills {@code chain} from the baseline referred to up to the one that extends none. */
  private static Optional<Unresolved> follow(
      BaselineReference reference,
      String fromNamespace,
      Baseline.Lookup lookup,
      List<Baseline> chain) {
    Set<String> seen = new LinkedHashSet<>();
    BaselineReference next = reference;
    String from = fromNamespace;
    while (next != null) {
      String namespace = Objects.requireNonNullElse(next.namespace(), from);
      String place = namespace + "/" + next.name();
      if (!seen.add(place)) {
        return unresolved(
            Why.LOOP,
            String.join(" extends ", seen)
                + " extends "
                + place
                + ": take one of these extends away");
      }
      Optional<Baseline> found = lookup.find(namespace, next.name());
      if (found.isEmpty()) {
        return unresolved(
            Why.NOT_FOUND,
            "SecurityBaseline "
                + place
                + " does not exist"
                + by(chain)
                + ": create it or correct the reference");
      }
      boolean usable =
          namespace.equals(from) || found.get().spec().usableFrom() == UsableFrom.ALL_NAMESPACES;
      if (!usable) {
        return unresolved(
            Why.NOT_USABLE,
            "SecurityBaseline "
                + place
                + " may not be used from namespace "
                + from
                + by(chain)
                + ": set usableFrom: AllNamespaces in it");
      }
      chain.add(found.get());
      next = found.get().spec().parent();
      from = namespace;
    }
    return Optional.empty();
  }

  private static String by(List<Baseline> chain) {
    return chain.isEmpty()
        ? ""
        : ", and " + chain.getLast().namespace() + "/" + chain.getLast().name() + " extends it";
  }

  private static Optional<Unresolved> unresolved(Why why, String message) {
    return Optional.of(new Unresolved(why, message));
  }

  private EffectiveBaseline effective(List<Baseline> fromRoot, Baseline leaf) {
    SecurityBaselineSpec spec = MergedSpec.of(fromRoot.stream().map(Baseline::spec).toList());
    List<String> overruled = new ArrayList<>();
    Map<String, MergedEntry> entries = entries(fromRoot, overruled);
    Mode mode = Objects.requireNonNullElse(spec.mode(), Mode.OBSERVE);

    Set<String> ids = new LinkedHashSet<>();
    Set<String> fromFrameworks = new LinkedHashSet<>();
    List<Framework> frameworks = new ArrayList<>();
    List<String> unknownFrameworks = new ArrayList<>();
    for (String name :
        new LinkedHashSet<>(Objects.requireNonNullElse(spec.frameworks(), List.<String>of()))) {
      Framework.find(name, catalogue)
          .ifPresentOrElse(frameworks::add, () -> unknownFrameworks.add(name));
    }
    frameworks.forEach(framework -> fromFrameworks.addAll(framework.controls()));
    ids.addAll(fromFrameworks);
    ids.addAll(entries.keySet());

    Map<String, Asked> asked = new TreeMap<>(Catalogue::byServiceThenNumber);
    List<Disabled> disabled = new ArrayList<>();
    List<UnknownId> unknown = new ArrayList<>();
    List<String> notImplemented = new ArrayList<>();
    for (String id : ids) {
      MergedEntry entry = entries.getOrDefault(id, MergedEntry.NONE);
      Optional<Control<?>> control = catalogue.find(id);
      if (control.isEmpty()) {
        if (fromFrameworks.contains(id)) {
          notImplemented.add(id);
        } else {
          unknown.add(new UnknownId(id, catalogue.nearest(id)));
        }
      } else if (entry.mode().filter(ControlMode.DISABLED::equals).isPresent()) {
        disabled.add(new Disabled(id, entry.reason().orElse(""), entry.reviewBy().orElse("")));
      } else {
        asked.put(id, entry.asked(control.get(), mode));
      }
    }
    ChangeBudget budget =
        Objects.requireNonNullElse(spec.changeBudget(), new ChangeBudget(null, null));
    notImplemented.sort(Catalogue::byServiceThenNumber);
    return new EffectiveBaseline(
        leaf.namespace(),
        leaf.name(),
        MergedSpec.revision(fromRoot),
        mode,
        List.copyOf(frameworks),
        asked,
        List.copyOf(disabled),
        List.copyOf(unknown),
        List.copyOf(notImplemented),
        List.copyOf(unknownFrameworks),
        List.copyOf(overruled),
        new Desired(
            Desired.GuardDuty.of(spec.guardDuty()),
            Desired.ConfigRecorder.of(spec.configRecorder()),
            Desired.CloudTrail.of(spec.cloudTrail()),
            Desired.PasswordPolicy.of(spec.passwordPolicy()),
            Desired.EbsEncryption.of(spec.ebsEncryption()),
            Desired.Exposure.of(spec.exposure())),
        spec.deniedRegions() == DeniedRegions.UNKNOWN,
        strictest(fromRoot),
        Objects.requireNonNullElse(budget.perHour(), DEFAULT_PER_HOUR),
        Objects.requireNonNullElse(budget.perDay(), DEFAULT_PER_DAY));
  }

  /** Unlike other settings: whoever extends a baseline must not ask for less than its owner. */
  private static SuppressionPolicy strictest(List<Baseline> fromRoot) {
    return fromRoot.stream()
        .map(baseline -> baseline.spec().suppressions())
        .flatMap(Stream::ofNullable)
        .reduce(SuppressionPolicy.NONE, SuppressionPolicy::and);
  }

  private Map<String, MergedEntry> entries(List<Baseline> fromRoot, List<String> overruled) {
    Map<String, MergedEntry> merged = new LinkedHashMap<>();
    Mode mode = Mode.OBSERVE;
    for (Baseline baseline : fromRoot) {
      mode = Objects.requireNonNullElse(baseline.spec().mode(), mode);
      String place = baseline.namespace() + "/" + baseline.name();
      for (ControlEntry entry : baseline.spec().controls()) {
        MergedEntry parent = merged.getOrDefault(entry.id(), MergedEntry.NONE);
        Optional<Severity> published =
            catalogue.find(entry.id()).map(control -> control.info().severity());
        merged.put(
            entry.id(), parent.overlaidBy(entry, place, overruled).lockedAt(mode, published));
      }
    }
    return merged;
  }
}
