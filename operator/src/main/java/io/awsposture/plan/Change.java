package io.awsposture.plan;

import io.awsposture.api.v1alpha1.Risk;
import io.awsposture.aws.Clients;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * One AWS write as data: equal to another when write, argument and Region are.
 *
 * @param region where it must be made; empty: in the Region of the finding
 */
public record Change(Bound<?> bound, Optional<String> region) {

  /** The same change, made in this Region whatever the finding's is. */
  public Change in(String place) {
    return new Change(bound, Optional.of(place));
  }

  /** The IAM action that names it. */
  public String action() {
    return bound.write().action();
  }

  /** Every IAM action that AWS asks for. */
  public Set<String> actions() {
    return bound.actions();
  }

  /** The gravest of its {@link #risks}. */
  public Risk risk() {
    return risks().last();
  }

  /** What it may do besides mending, all of which it needs consent to; never empty. */
  public SortedSet<Risk> risks() {
    return bound.risks();
  }

  /** What is changed: an ARN or a name. */
  public String target() {
    return bound.target();
  }

  /** How it is, in a few words. */
  public String before() {
    return bound.before();
  }

  /** How it will be, in a few words. */
  public String after() {
    return bound.after();
  }

  /** What AWS will charge for it; empty: nothing more. */
  public String cost() {
    return bound.write().cost();
  }

  /** How long it may take until it shows. */
  public Duration settling() {
    return bound.write().settling();
  }

  /** True where a precondition that cannot be read does not hold it. */
  public boolean isValidatedByAws() {
    return bound.write().isValidatedByAws();
  }

  /** The refusal after which AWS is asked again; empty: none. */
  public Optional<Retry> retry() {
    return bound.write().retry();
  }

  /** What must hold before it. */
  public List<Precondition<?>> preconditions() {
    return bound.preconditions();
  }

  /** Makes the change. Only {@code apply} calls this. */
  public void carryOut(Clients clients) {
    bound.carryOut(clients);
  }
}
