package io.awsposture.control;

import io.awsposture.aws.Cause;
import io.awsposture.observe.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a control says of one thing. */
public sealed interface Judgement {

  /** What is said beside the judgement. */
  Remarks remarks();

  /** The same judgement with other remarks. */
  Judgement with(Remarks remarks);

  /** It meets the requirement. */
  record Pass(Remarks remarks) implements Judgement {
    @Override
    public Judgement with(Remarks other) {
      return new Pass(other);
    }
  }

  /** It does not. Both texts are short, without a full stop, and hold no secret. */
  record Fail(String observed, String desired, Remarks remarks) implements Judgement {
    @Override
    public Judgement with(Remarks other) {
      return new Fail(observed, desired, other);
    }
  }

  /** It cannot be said, because a part that matters is not known. */
  record Unknown(Cause cause, Remarks remarks) implements Judgement {
    @Override
    public Judgement with(Remarks other) {
      return new Unknown(cause, other);
    }
  }

  /**
   * The requirement does not concern this thing here.
   *
   * @param elsewhere it concerns it where the thing belongs
   */
  record NotApplicable(String why, boolean elsewhere, Remarks remarks) implements Judgement {
    @Override
    public Judgement with(Remarks other) {
      return new NotApplicable(why, elsewhere, other);
    }
  }

  /**
   * What is said beside a judgement.
   *
   * @param managedBy who else owns the setting: then it is never fixed
   * @param notes what a person should know besides, one line each
   */
  record Remarks(Optional<Owner> managedBy, List<String> notes) {
    static final Remarks NONE = new Remarks(Optional.empty(), List.of());

    /** Remarks with unchangeable notes. */
    public Remarks {
      notes = List.copyOf(notes);
    }
  }

  /** It meets the requirement. */
  static Judgement pass() {
    return new Pass(Remarks.NONE);
  }

  /** It does not. */
  static Judgement fail(String observed, String desired) {
    return new Fail(observed, desired, Remarks.NONE);
  }

  /** It cannot be said. */
  static Judgement unknown(Cause cause) {
    return new Unknown(cause, Remarks.NONE);
  }

  /** The requirement does not concern it. */
  static Judgement notApplicable(String why) {
    return new NotApplicable(why, false, Remarks.NONE);
  }

  /**
   * It belongs to another account and is judged there: nothing is said of it here, neither that it
   * passes nor that it fails.
   *
   * @param things in a few words
   */
  static Judgement judgedIn(String account, String things) {
    return new NotApplicable(things + ": judged in account " + account, true, Remarks.NONE);
  }

  /** Pass or fail. */
  static Judgement passIf(boolean meets, String observed, String desired) {
    return meets ? pass() : fail(observed, desired);
  }

  /** Pass or fail, or unknown where the answer is. */
  static Judgement passIf(Observed<Boolean> meets, String observed, String desired) {
    return switch (meets) {
      case Observed.Known<Boolean>(Boolean yes) -> passIf(yes, observed, desired);
      case Observed.Unknown<Boolean>(Cause cause) -> unknown(cause);
    };
  }

  /** Passes when one candidate does; fails only when all are known not to. */
  static Judgement passIfAny(
      Stream<Observed<Boolean>> candidates, String observed, String desired) {
    Optional<Cause> unknown = Optional.empty();
    for (Observed<Boolean> candidate : candidates.toList()) {
      switch (candidate) {
        case Observed.Known<Boolean>(Boolean meets) -> {
          if (meets) {
            return pass();
          }
        }
        case Observed.Unknown<Boolean>(Cause cause) -> unknown = Optional.of(unknown.orElse(cause));
      }
    }
    return unknown.map(Judgement::unknown).orElseGet(() -> fail(observed, desired));
  }

  /** Adds a note where it holds. */
  default Judgement note(boolean when, String text) {
    return when ? notes(Stream.of(text)) : this;
  }

  /** Adds notes. */
  default Judgement notes(Stream<String> more) {
    List<String> notes = new ArrayList<>(remarks().notes());
    more.forEach(notes::add);
    return with(new Remarks(remarks().managedBy(), notes));
  }

  /** Somebody else owns the setting. */
  default Judgement managedBy(Owner owner) {
    return with(new Remarks(Optional.of(owner), remarks().notes()));
  }

  /** Somebody else may own the setting; where that cannot be told, hands off as well. */
  default Judgement managedBy(Observed<Optional<Owner>> owner) {
    return switch (owner) {
      case Observed.Known<Optional<Owner>>(Optional<Owner> known) ->
          known.map(this::managedBy).orElse(this);
      case Observed.Unknown<Optional<Owner>>(Cause cause) ->
          managedBy(new Owner("unknown", "who owns it could not be read: " + cause.text()));
    };
  }
}
