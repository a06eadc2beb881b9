package io.awsposture.services.config;

import io.awsposture.control.Scene;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which resource types a recorder records (AWS Config, "RecordingStrategy").
 *
 * @param globals whether the types of IAM are recorded; for {@link Strategy#ALL} a switch of its
 *     own, for the others it follows from the types
 * @param types those that are left out, or the only ones, as the strategy says
 */
public record Coverage(Strategy strategy, boolean globals, Set<String> types) {
  /** The types that AWS Config calls global: what it records of them is the same in each Region. */
  private static final Set<String> GLOBAL_TYPES =
      Set.of("AWS::IAM::User", "AWS::IAM::Group", "AWS::IAM::Role", "AWS::IAM::Policy");

  private static final int NAMED_AT_MOST = 5;

  /** How a recorder chooses. */
  public enum Strategy {
    /** Every type that AWS Config supports, also those to come. */
    ALL,
    /** Every type but those listed. */
    ALL_BUT,
    /** Those listed, and none to come. */
    ONLY
  }

  /** Coverage with unchangeable types. */
  public Coverage {
    types = Set.copyOf(types);
  }

  static Coverage all(boolean globals) {
    return new Coverage(Strategy.ALL, globals, Set.of());
  }

  static Coverage allBut(Collection<String> types) {
    return new Coverage(
        Strategy.ALL_BUT, types.stream().noneMatch(GLOBAL_TYPES::contains), Set.copyOf(types));
  }

  static Coverage only(Collection<String> types) {
    return new Coverage(
        Strategy.ONLY, types.stream().anyMatch(GLOBAL_TYPES::contains), Set.copyOf(types));
  }

  /** The same with nothing left out but what the baseline lets be. */
  Coverage widened(Scene scene) {
    return widened(scene.desired().configRecorder().allowedExclusions(), isForGlobals(scene));
  }

  /** True in the one Region that records the global types, because each record costs. */
  static boolean isForGlobals(Scene scene) {
    return scene.region().equals(regionForGlobals(scene));
  }

  static String regionForGlobals(Scene scene) {
    return scene.desired().configRecorder().globalResourcesRegion().orElse(scene.homeRegion());
  }

  /**
   * The same with nothing left out but what may be. What was recorded still is, and what may be
   * left out and was still is.
   *
   * @param forGlobals whether this is the Region that records the global types
   */
  private Coverage widened(Set<String> allowedExclusions, boolean forGlobals) {
    Set<String> kept = new TreeSet<>(types);
    kept.removeIf(type -> !mayBeLeftOut(type, allowedExclusions, forGlobals));
    if (strategy == Strategy.ALL_BUT && kept.equals(types)) {
      return this;
    }
    // AWS Config does not say whether a list of nothing may be left out.
    return strategy == Strategy.ALL_BUT && !kept.isEmpty()
        ? allBut(kept)
        : all(globals || forGlobals);
  }

  /** What is recorded, in words. */
  String words() {
    return switch (strategy) {
      case ALL -> "every type" + (globals ? ", global ones too" : "");
      case ALL_BUT -> "every type but " + listed();
      case ONLY -> "only " + listed();
    };
  }

  private String listed() {
    return types.stream().sorted().limit(NAMED_AT_MOST).collect(Collectors.joining(", "))
        + (types.size() > NAMED_AT_MOST ? ", ... (" + types.size() + ")" : "");
  }

  /** Regions other than the one for global types are meant to leave those out. */
  private static boolean mayBeLeftOut(
      String type, Set<String> allowedExclusions, boolean forGlobals) {
    return allowedExclusions.contains(type) || (!forGlobals && GLOBAL_TYPES.contains(type));
  }
}
