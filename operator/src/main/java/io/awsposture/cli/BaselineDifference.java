package io.awsposture.cli;

import io.awsposture.api.v1alpha1.ApiWord;
import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.cli.FolderVersion.AccountVersion;
import io.awsposture.cli.PreviewDocument.Aspect;
import io.awsposture.cli.PreviewDocument.BaselineChange;
import io.awsposture.cli.PreviewDocument.ControlChange;
import io.awsposture.cli.PreviewDocument.Field;
import io.awsposture.control.Catalogue;
import io.awsposture.control.Control;
import io.awsposture.resolve.EffectiveBaseline;
import io.awsposture.resolve.EffectiveBaseline.Asked;
import io.awsposture.resolve.EffectiveBaseline.Disabled;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What two versions of the files ask of one account, held against each other. */
final class BaselineDifference {
  private final AccountVersion before;
  private final AccountVersion after;
  private final List<ControlChange> controls = new ArrayList<>();
  private final List<Field> settings = new ArrayList<>();

  private BaselineDifference(AccountVersion before, AccountVersion after) {
    this.before = before;
    this.after = after;
    Set<String> ids = new TreeSet<>(Catalogue::byServiceThenNumber);
    for (AccountVersion version : List.of(before, after)) {
      ids.addAll(version.baseline().controls().keySet());
      version.baseline().disabled().forEach(off -> ids.add(off.id()));
      ids.addAll(version.locked());
    }
    ids.forEach(this::compare);
    compareSettings(before.baseline(), after.baseline());
  }

  /** The differences, those that are alike in several accounts said once. */
  static List<BaselineChange> of(FolderVersion before, FolderVersion after) {
    Map<BaselineChange, List<String>> alike = new LinkedHashMap<>();
    for (AccountVersion now : after.accounts().values()) {
      AccountVersion then = before.accounts().get(now.id());
      if (then != null) {
        BaselineDifference difference = new BaselineDifference(then, now);
        if (!difference.controls.isEmpty()
            || !difference.settings.isEmpty()
            || !then.place().equals(now.place())) {
          alike.computeIfAbsent(difference.change(List.of()), _ -> new ArrayList<>()).add(now.id());
        }
      }
    }
    return alike.entrySet().stream()
        .map(entry ->
            new BaselineChange(
                entry.getKey().before(),
                entry.getKey().after(),
                entry.getValue(),
                entry.getKey().controls(),
                entry.getKey().settings()))
        .toList();
  }

  private BaselineChange change(List<String> accounts) {
    return new BaselineChange(before.place(), after.place(), accounts, controls, settings);
  }

  private void compare(String id) {
    Asked old = before.baseline().controls().get(id);
    Asked now = after.baseline().controls().get(id);
    Optional<Disabled> off =
        after.baseline().disabled().stream().filter(it -> it.id().equals(id)).findFirst();
    if (old == null && now != null) {
      add(now.control(), Aspect.Added, "not asked for", words(now), false, now.severityReason());
    } else if (old != null && off.isPresent()) {
      add(
          old.control(),
          Aspect.Disabled,
          words(old),
          "disabled, review by " + off.get().reviewBy(),
          true,
          Optional.of(off.get().reason()));
    } else if (old != null && now == null) {
      add(old.control(), Aspect.Removed, words(old), "not asked for", true, Optional.empty());
    } else if (old != null && now != null) {
      compare(old, now);
    }
    boolean wasLocked = before.locked().contains(id);
    boolean isLocked = after.locked().contains(id);
    if (wasLocked != isLocked) {
      Optional.ofNullable(now == null ? old : now)
          .ifPresent(asked ->
              add(
                  asked.control(),
                  Aspect.Lock,
                  lock(wasLocked),
                  lock(isLocked),
                  wasLocked,
                  Optional.empty()));
    }
  }

  private void compare(Asked old, Asked now) {
    if (old.mode() != now.mode()) {
      add(
          now.control(),
          Aspect.Mode,
          ApiWord.of(old.mode()),
          ApiWord.of(now.mode()),
          now.mode().compareTo(old.mode()) < 0,
          Optional.empty());
    }
    if (old.severity() != now.severity()) {
      add(
          now.control(),
          Aspect.Severity,
          ApiWord.of(old.severity()),
          ApiWord.of(now.severity()),
          now.severity().compareTo(old.severity()) > 0,
          now.severityReason());
    }
    if (!old.accept().equals(now.accept())) {
      add(
          now.control(),
          Aspect.Consent,
          risks(old.accept()),
          risks(now.accept()),
          false,
          Optional.empty());
    }
  }

  private void add(
      Control<?> control,
      Aspect aspect,
      String old,
      String now,
      boolean weakens,
      Optional<String> reason) {
    controls.add(
        new ControlChange(
            control.id(), control.info().title(), aspect, old, now, weakens, reason.orElse(null)));
  }

  private void compareSettings(EffectiveBaseline old, EffectiveBaseline now) {
    settings.addAll(RecordDifference.between("", old.desired(), now.desired()));
    settings.addAll(
        RecordDifference.between("suppressions", old.suppressions(), now.suppressions()));
    settings.addAll(
        RecordDifference.between(
            "deniedRegions",
            deniedRegions(old.deniedRegionsAreUnknown()),
            deniedRegions(now.deniedRegionsAreUnknown())));
    settings.addAll(
        RecordDifference.between(
            "changeBudget.perHour", old.changesPerHour(), now.changesPerHour()));
    settings.addAll(
        RecordDifference.between("changeBudget.perDay", old.changesPerDay(), now.changesPerDay()));
  }

  private static String deniedRegions(boolean unknown) {
    return unknown ? "Unknown" : "NotApplicable";
  }

  private static String words(Asked asked) {
    return ApiWord.of(asked.severity())
        + ", mode "
        + ApiWord.of(asked.mode())
        + (asked.accept().isEmpty() ? "" : ", accept " + risks(asked.accept()));
  }

  private static String lock(boolean locked) {
    return locked ? "locked" : "not locked";
  }

  private static String risks(Collection<Risk> risks) {
    return risks.stream().sorted().map(ApiWord::of).collect(Collectors.joining(", ", "[", "]"));
  }
}
