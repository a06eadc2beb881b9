package io.awsposture.evaluate;

import io.awsposture.aws.Cause;
import io.awsposture.aws.CauseException;
import io.awsposture.control.Control;
import io.awsposture.control.Finding;
import io.awsposture.control.Judgement;
import io.awsposture.control.Owner;
import io.awsposture.control.Scene;
import io.awsposture.control.Verdict;
import io.awsposture.observe.Observed;
import io.awsposture.plan.Steps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The judgements of one control in one place, being added up. */
final class Sum<T> {
  private static final System.Logger LOG = System.getLogger(Sum.class.getName());

  private final Control<T> control;
  private final Scene scene;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Cause> unread = new LinkedHashMap<>();
  private final List<Owner> owners = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int applicable;
  private int examined;
  private final Set<String> elsewhere = new LinkedHashSet<>();
  private String notApplicable = "";

  Sum(Control<T> control, Scene scene) {
    this.control = control;
    this.scene = scene;
  }

  void add(String arn, Observed<T> thing) {
    examined++;
    switch (thing) {
      case Observed.Known<T>(T known) -> add(arn, known, judged(arn, known));
      case Observed.Unknown<T>(Cause cause) -> {
        applicable++;
        unread.put(arn, cause);
      }
    }
  }

  /** A judgement that breaks leaves this one thing unknown, and no other. */
  private Judgement judged(String arn, T thing) {
    try {
      return control.judge(thing, scene);
    } catch (RuntimeException broken) {
      return Judgement.unknown(cause(arn, "judging", broken));
    }
  }

  /** A fix that breaks mends nothing; that its thing fails is known all the same. */
  private Steps fix(String arn, T thing) {
    try {
      return control.fix(thing, scene);
    } catch (RuntimeException broken) {
      return Steps.blocked(
          "what would mend it is not known: " + cause(arn, "fixing", broken).text());
    }
  }

  private Cause cause(String arn, String what, RuntimeException broken) {
    if (broken instanceof CauseException known) {
      return known.cause();
    }
    String where = control.id() + " " + what + " " + arn + " in " + scene.region();
    LOG.log(System.Logger.Level.ERROR, where + " broke", broken);
    return new Cause.Broken(control.id() + " " + what + ": " + broken);
  }

  private void add(String arn, T thing, Judgement judgement) {
    notes.addAll(judgement.remarks().notes());
    switch (judgement) {
      case Judgement.Pass pass -> {
        applicable++;
        pass.remarks().managedBy().ifPresent(owners::add);
      }
      case Judgement.Fail fail -> {
        applicable++;
        Optional<Owner> owner = fail.remarks().managedBy();
        Steps steps = owner.isPresent() ? Steps.none() : fix(arn, thing);
        findings.add(
            new Finding(
                control.id(), scene.region(), arn, fail.observed(), fail.desired(), owner, steps));
      }
      case Judgement.Unknown unknown -> {
        applicable++;
        unread.put(arn, unknown.cause());
      }
      case Judgement.NotApplicable none -> {
        notApplicable = none.why();
        if (none.elsewhere()) {
          elsewhere.add(none.why());
        }
      }
    }
  }

  Verdict verdict() {
    if (!findings.isEmpty()) {
      return new Verdict.Fail(
          applicable, List.copyOf(findings), Map.copyOf(unread), List.copyOf(notes));
    }
    if (!unread.isEmpty()) {
      return new Verdict.Unknown(applicable, Map.copyOf(unread), List.copyOf(notes));
    }
    if (applicable == 0 && !elsewhere.isEmpty()) {
      return new Verdict.NotApplicable(String.join("; ", elsewhere));
    }
    // An inventory of nothing but exempt resources is like an empty one: there is nothing that
    // could fail.
    if (applicable == 0 && examined > 0 && control instanceof Control.OfAccount<T>) {
      return new Verdict.NotApplicable(notApplicable);
    }
    notes.addAll(elsewhere);
    return new Verdict.Pass(applicable, List.copyOf(owners), List.copyOf(notes));
  }
}
